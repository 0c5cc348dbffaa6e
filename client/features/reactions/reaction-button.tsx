import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu, type MenuTrigger } from '#client/ui/menu.tsx';
import { type ReactionKind, reactionKinds } from '#shared/reaction-kinds.ts';
import { reactionIcons } from './reaction-icons.ts';

export interface ReactionButtonProps {
  trigger: (trigger: MenuTrigger) => ReactNode;
  onReact: (kind: ReactionKind) => void;
}

/** What one says without words, each with its word. */
export function ReactionButton({ trigger, onReact }: ReactionButtonProps) {
  const { t } = useTranslation('room');
  return (
    <Menu
      label={t('reaction.label')}
      trigger={trigger}
      items={reactionKinds.map((kind) => ({
        icon: reactionIcons[kind],
        label: t(`reaction.${kind}`),
        onSelect: () => onReact(kind),
      }))}
    />
  );
}
