import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { Badge } from './badge.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import styles from './tabs.module.css';

export interface Tab<Id extends string = string> {
  id: Id;
  label: string;
  icon?: IconName;
  /** Drawn when above 0. */
  count?: number | undefined;
  panel: ReactNode;
}

export interface TabsProps<Id extends string = string> {
  /** What the tabs are parts of, for screen readers. */
  label: string;
  tabs: readonly Tab<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
  /** The tabs share the width, and the panel fills the height that is left. */
  fill?: boolean;
}

/** One stop for Tab, arrows between the tabs, and only the chosen panel in the page. */
export function Tabs<Id extends string = string>({ label, tabs, selected, onSelect, fill }: TabsProps<Id>) {
  const idBase = useId();
  const list = useRef<HTMLDivElement>(null);
  const selectedTab = tabs.find((tab) => tab.id === selected) ?? tabs[0];

  function handleKeyDown(event: KeyboardEvent) {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const to = targetIndex(event.key, at, tabs.length);
    const target = to === undefined ? undefined : tabs[to];
    if (!target || to === undefined) return;
    event.preventDefault();
    onSelect(target.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus();
  }

  return (
    <div className={classNames(styles.tabs, fill && styles.fill)}>
      <div ref={list} role="tablist" aria-label={label} className={styles.list} onKeyDown={handleKeyDown}>
        {tabs.map((tab) => {
          const isSelected = tab === selectedTab;
          return (
            <button
              key={tab.id}
              type="button"
              role="tab"
              id={`${idBase}-tab-${tab.id}`}
              className={styles.tab}
              aria-selected={isSelected}
              aria-controls={isSelected ? `${idBase}-panel` : undefined}
              tabIndex={isSelected ? 0 : -1}
              onClick={() => onSelect(tab.id)}
            >
              {tab.icon && <Icon name={tab.icon} />}
              <span>{tab.label}</span>
              {tab.count !== undefined && tab.count > 0 && <Badge count={tab.count} max={99} />}
            </button>
          );
        })}
      </div>
      {selectedTab && (
        <div
          key={selectedTab.id}
          role="tabpanel"
          id={`${idBase}-panel`}
          aria-labelledby={`${idBase}-tab-${selectedTab.id}`}
          className={styles.panel}
        >
          {selectedTab.panel}
        </div>
      )}
    </div>
  );
}

function targetIndex(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
