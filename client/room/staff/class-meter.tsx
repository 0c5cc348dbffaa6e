import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import type { Uplink } from '#client/media/uplink.ts';
import { Banner } from '#client/ui/banner.tsx';
import { BarChart } from '#client/ui/bar-chart.tsx';
import { Button } from '#client/ui/button.tsx';
import { DefinitionList } from '#client/ui/definition-list.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { rungs } from '#shared/rungs.ts';
import { useRoom } from '../room-context.ts';
import styles from './class-meter.module.css';
import type { Studio } from './studio.ts';

/** What leaves this page, and what of it the class gets: one button that says whether all is well, and behind it the figures. */
export function ClassMeter({ studio }: { studio: Studio }) {
  const { t } = useTranslation('room-staff');
  const uplink = useStore(studio.uplink.uplink);
  const trouble = useStore(studio.uplink.trouble);
  const audience = useStore(useRoom().media.audienceRungs);
  const [isOpen, setIsOpen] = useState(false);
  const total = audience ? rungs.reduce((sum, rung) => sum + audience[rung], 0) : 0;
  if (!uplink && total === 0) return null;
  return (
    <>
      <Button
        variant="quiet"
        icon={trouble ? 'warning' : 'signal'}
        className={trouble ? styles.trouble : styles.button}
        aria-label={t(trouble ? `meter.short.${trouble}` : 'meter.title')}
        onClick={() => setIsOpen(true)}
      >
        {t(trouble ? `meter.short.${trouble}` : 'meter.open')}
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title={t('meter.title')} size="small">
        <div className={styles.parts}>
          {trouble && <Banner tone="warning">{t(`meter.advice.${trouble}`)}</Banner>}
          {uplink && <OwnLine uplink={uplink} />}
          {audience && total > 0 && (
            <BarChart
              title={t('meter.audience')}
              headers={[t('meter.rung'), t('meter.learners')]}
              bars={rungs.map((rung) => ({ label: t(`meter.${rung}`), value: audience[rung] }))}
              max={total}
            />
          )}
        </div>
      </Dialog>
    </>
  );
}

function OwnLine({ uplink }: { uplink: Uplink }) {
  const { t } = useTranslation('room-staff');
  const f = useFormat();
  const { kbps, frameHeight, loss, roundTripMs, availableKbps } = uplink;
  const megabits = (value: number) => t('meter.megabits', { value: f.number(value / 1_000, 1) });
  const unknown = t('meter.unknown');
  return (
    <DefinitionList
      items={[
        { term: t('meter.sent'), value: megabits(kbps) },
        {
          term: t('meter.picture'),
          value: frameHeight === null ? t('meter.noPicture') : t('meter.lines', { lines: frameHeight }),
        },
        { term: t('meter.lost'), value: loss === null ? unknown : `${f.number(loss * 100, 1)} %` },
        {
          term: t('meter.roundTrip'),
          value:
            roundTripMs === null ? unknown : t('meter.milliseconds', { value: f.number(roundTripMs, 0) }),
        },
        { term: t('meter.available'), value: availableKbps === null ? unknown : megabits(availableKbps) },
      ]}
    />
  );
}
