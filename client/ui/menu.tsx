import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import type { ButtonSize, ButtonVariant } from './button-look.ts';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import type { IconName } from './icon-paths.ts';
import styles from './menu.module.css';

export interface MenuAct {
  label: string;
  icon?: IconName;
  onSelect?: () => void;
  /** Leads somewhere instead of acting. */
  href?: string;
  danger?: boolean;
  disabled?: boolean;
  /** For a choice among others: shows a tick, and a screen reader says whether it is the chosen one. */
  checked?: boolean;
  /** The language of the label where it differs from the page's. */
  lang?: string;
}

/** A heading over the acts that follow. */
export interface MenuHeading {
  heading: string;
}

export type MenuItem = MenuAct | MenuHeading;

export interface MenuProps {
  label: string;
  items: readonly MenuItem[];
  icon?: IconName;
  /** False leaves only the icon; the label is spoken. */
  showLabel?: boolean;
  /** False leaves only the icon on a phone, where a row of several would not fit; the label is still spoken. */
  labelOnPhone?: boolean;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** The edge of the button that the list keeps to, as far as the screen allows. */
  align?: 'start' | 'end';
  /** Another button instead of ours; it must pass on what it is given. */
  trigger?: (trigger: MenuTrigger) => ReactNode;
}

/** What the button that opens a list says and does. */
export interface MenuTrigger {
  'aria-expanded': boolean;
  'aria-controls': string | undefined;
  onClick: () => void;
}

/**
 * A button that discloses a list of buttons and links. Not the ARIA menu pattern: that one takes the Tab key away, and what a
 * list of buttons is, every screen reader knows.
 */
export function Menu({
  label,
  items,
  icon,
  showLabel = true,
  labelOnPhone = true,
  variant = 'secondary',
  size,
  align = 'end',
  trigger: drawTrigger,
}: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const listId = useId();

  // Before it is drawn: a key that is pressed as soon as the list is seen is not lost.
  useLayoutEffect(() => {
    const element = root.current;
    if (!isOpen || !element) return;

    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !element.contains(event.target)) setIsOpen(false);
    };
    const closeWhenLeft = (event: FocusEvent) => {
      const next = event.relatedTarget;
      if (next instanceof Node && !element.contains(next)) setIsOpen(false);
    };
    const handleKeys = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        // Inside a dialog, Esc closes the list and leaves the dialog alone.
        event.preventDefault();
        event.stopPropagation();
        setIsOpen(false);
        focusTrigger(element);
      }
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        moveFocus(element, event.key === 'ArrowDown' ? 1 : -1);
      }
    };
    document.addEventListener('pointerdown', closeOutside);
    element.addEventListener('focusout', closeWhenLeft);
    element.addEventListener('keydown', handleKeys);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      element.removeEventListener('focusout', closeWhenLeft);
      element.removeEventListener('keydown', handleKeys);
    };
  }, [isOpen]);

  useLayoutEffect(() => {
    if (isOpen && list.current) keepOnScreen(list.current);
  }, [isOpen]);

  function select(item: MenuAct) {
    setIsOpen(false);
    focusTrigger(root.current);
    item.onSelect?.();
  }

  const trigger: MenuTrigger = {
    'aria-expanded': isOpen,
    'aria-controls': isOpen ? listId : undefined,
    onClick: () => setIsOpen(!isOpen),
  };

  return (
    <div ref={root} className={styles.menu}>
      {drawTrigger ? (
        drawTrigger(trigger)
      ) : showLabel ? (
        <Button
          {...trigger}
          variant={variant}
          size={size}
          icon={icon}
          iconAfter="down"
          className={labelOnPhone ? undefined : styles.iconOnPhone}
        >
          {label}
        </Button>
      ) : (
        <IconButton {...trigger} variant={variant} size={size} icon={icon ?? 'more'} label={label} />
      )}
      {isOpen && (
        <ul ref={list} id={listId} aria-label={label} className={classNames(styles.list, styles[align])}>
          {items.map((item) =>
            'heading' in item ? (
              <li key={item.heading} className={styles.heading}>
                {item.heading}
              </li>
            ) : (
              <li key={item.label}>
                <MenuEntry item={item} onSelect={() => select(item)} />
              </li>
            ),
          )}
        </ul>
      )}
    </div>
  );
}

function MenuEntry({ item, onSelect }: { item: MenuAct; onSelect: () => void }) {
  const className = classNames(styles.item, item.danger && styles.danger);
  const content = (
    <>
      {item.checked === undefined ? (
        item.icon && <Icon name={item.icon} />
      ) : (
        <span className={styles.tick}>{item.checked && <Icon name="check" />}</span>
      )}
      <span lang={item.lang}>{item.label}</span>
    </>
  );

  if (item.href !== undefined) {
    return (
      <a className={className} href={item.href} onClick={onSelect}>
        {content}
      </a>
    );
  }
  return (
    <button
      type="button"
      className={className}
      disabled={item.disabled}
      aria-pressed={item.checked}
      onClick={onSelect}
    >
      {content}
    </button>
  );
}

/** Shifts the list sideways until it is on the screen, and above its button where there is more room. */
function keepOnScreen(list: HTMLElement): void {
  const margin = 8;
  const box = list.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;

  let shift = 0;
  if (box.right > clientWidth - margin) shift = clientWidth - margin - box.right;
  if (box.left + shift < margin) shift = margin - box.left;
  if (shift !== 0) list.style.transform = `translateX(${Math.round(shift)}px)`;

  const button = list.previousElementSibling?.getBoundingClientRect();
  const roomBelow = clientHeight - box.bottom;
  if (button && roomBelow < 0 && button.top > clientHeight - button.bottom) {
    list.style.insetBlock = 'auto calc(100% + 4px)';
  }
}

function focusTrigger(root: HTMLElement | null): void {
  root?.querySelector('button')?.focus();
}

function moveFocus(root: HTMLElement | null, step: 1 | -1): void {
  const stops = [...(root?.querySelectorAll<HTMLElement>('ul a, ul button:not(:disabled)') ?? [])];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const start = step === 1 ? 0 : stops.length - 1;
  stops[at === -1 ? start : (at + step + stops.length) % stops.length]?.focus();
}
