import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from '#client/lib/store.ts';
import type { RungChoice } from '#client/media/ladder.ts';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { RadioGroup } from '#client/ui/radio-group.tsx';
import { words as vi } from '#client/words/room-rungs.vi.ts';
import { rungs } from '#shared/rungs.ts';
import { useRoom } from '../room-context.ts';
import { isChoosingRung, rememberChoice } from './rung-choice.ts';

const choices: readonly RungChoice[] = ['auto', ...rungs];

i18next.addResourceBundle('vi', 'room-rungs', vi);

/** What this page is sent: what the line carries, or what the person says. It takes effect at once. */
export function RungDialog() {
  const { t } = useTranslation(['room-rungs', 'common']);
  const { network } = useRoom();
  const choice = useStore(network.choice);
  const { rung } = useStore(network.shown);

  function choose(next: RungChoice) {
    network.choose(next);
    rememberChoice(next);
  }

  return (
    <Dialog
      open
      onClose={() => isChoosingRung.set(false)}
      title={t('title')}
      size="small"
      footer={
        <Button variant="primary" onClick={() => isChoosingRung.set(false)}>
          {t('common:close')}
        </Button>
      }
    >
      <RadioGroup<RungChoice>
        legend={t('title')}
        hideLegend
        hint={t('goesOn')}
        value={choice}
        onChange={choose}
        options={choices.map((value) => ({
          value,
          label: t(`${value}.label`),
          hint: value === 'auto' ? t('auto.hint', { rung: t(`${rung}.label`) }) : t(`${value}.hint`),
        }))}
      />
    </Dialog>
  );
}
