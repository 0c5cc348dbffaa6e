import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listMaterials } from '#client/features/materials/materials.store.ts';
import { PageThumbs } from '#client/features/materials/page-thumbs.tsx';
import { useStore } from '#client/lib/store.ts';
import { Button } from '#client/ui/button.tsx';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { EmptyState } from '#client/ui/empty-state.tsx';
import { Select } from '#client/ui/select.tsx';
import { addAroundWords } from '#client/words/add-around-words.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { useFacts, useRoom } from '../room-context.ts';
import styles from './slides-panel.module.css';
import type { Leading } from './use-leading.ts';

addAroundWords();

/** Every page as a thumbnail: a press shows it to the room. */
export function SlidesPanel({ leading }: { leading: Leading }) {
  const { t } = useTranslation(['room-staff', 'room']);
  const room = useRoom();
  const { session } = useFacts();
  const materials = useStore(room.materials.state);
  const topicIds = session.topics.map(({ topicId }) => topicId);
  const listed = listMaterials(materials, topicIds);
  const ready = listed.filter(({ state, pages }) => state === 'ready' && pages.length > 0);
  const [chosenId, setChosenId] = useState<string>();
  const chosen =
    ready.find(({ materialId }) => materialId === (chosenId ?? leading.slide?.materialId)) ?? ready[0];
  const topicId = session.runningTopicId ?? topicIds[0];
  const upload = topicId && (
    <ButtonLink
      icon="upload"
      variant="quiet"
      href={`/series/${session.seriesId}/topics/${topicId}`}
      target="_blank"
    >
      {t('slides.upload')}
    </ButtonLink>
  );

  if (!chosen) {
    return (
      <EmptyState icon="slide" title={t('slides.none')} action={upload}>
        {t('slides.noneText')}
      </EmptyState>
    );
  }
  return (
    <div className={styles.panel}>
      <div className={styles.choose}>
        <Select
          label={t('room:panel.materials')}
          value={chosen.materialId}
          onChange={setChosenId}
          options={ready.map(({ materialId, fileName }) => ({ value: materialId, label: fileName }))}
        />
        <div className={styles.acts}>
          {leading.slide && leading.mayLead && (
            <Button icon="eye-off" onClick={() => leading.lead(null)}>
              {t('slides.hide')}
            </Button>
          )}
          {upload}
        </div>
        <Waiting listed={listed} />
        <p className={styles.hint}>{t(leading.mayLead ? 'slides.keys' : 'slides.moderator')}</p>
      </div>
      <PageThumbs
        material={chosen}
        shownPage={leading.slide?.materialId === chosen.materialId ? leading.slide.page : undefined}
        label={(page) => t('slides.thumb', { page, file: chosen.fileName })}
        onChoose={
          leading.mayLead ? (page) => leading.lead({ materialId: chosen.materialId, page }) : undefined
        }
      />
    </div>
  );
}

function Waiting({ listed }: { listed: readonly MaterialDto[] }) {
  const { t } = useTranslation('room-around');
  const unready = listed.filter(({ state }) => state !== 'ready');
  if (unready.length === 0) return null;
  return (
    <ul className={styles.hint}>
      {unready.map(({ materialId, fileName, state }) => (
        <li key={materialId}>
          {fileName}: {t(state === 'failed' ? 'materials.failed' : 'materials.processing')}
        </li>
      ))}
    </ul>
  );
}
