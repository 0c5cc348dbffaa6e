import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Banner } from '#client/ui/banner.tsx';
import { useFacts, useRoom } from '../room-context.ts';

/** The trainer whose line is lost, since when, and that the class goes on: the server's word, the same for everybody. */
export function LeadNotice({ action }: { action?: ReactNode }) {
  const { t } = useTranslation('room');
  const lead = useStore(useRoom().stage.state, (stage) => stage.lead);
  const { session } = useFacts();
  const f = useFormat(session.timeZone);
  // In its place from the start, so that screen readers hear what comes into it.
  return (
    <div role="status">
      {lead?.awaySince && (
        <Banner tone="warning" action={action}>
          {t(lead.isOverdue ? 'lead.overdue' : 'lead.away', {
            name: lead.name,
            time: f.time(lead.awaySince),
          })}
        </Banner>
      )}
    </div>
  );
}
