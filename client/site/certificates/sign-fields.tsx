import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { FieldRow } from '#client/ui/form.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { CertificateOverviewDto } from '#shared/features/certificate-issuing.ts';
import { limits } from '#shared/limits.ts';
import styles from './certificates.module.css';
import { changeAt, type DesignFieldsProps } from './design-fields.ts';
import { ImageField } from './image-field.tsx';

export function SignFields({ seriesId, design, images, change, problemOf }: DesignFieldsProps) {
  const { t } = useTranslation('site-certificates');
  const { signers, bilingual } = design;
  return (
    <section className={styles.part} aria-labelledby="design-sign">
      <h2 id="design-sign">{t('design.parts.sign')}</h2>
      <FieldRow>
        <TextField
          label={t('design.place')}
          error={problemOf('place')}
          value={design.place}
          onChange={(place) => change({ place })}
        />
        {bilingual && (
          <TextField
            label={t('design.english', { label: t('design.place') })}
            optional
            value={design.placeEn}
            onChange={(placeEn) => change({ placeEn })}
          />
        )}
      </FieldRow>
      {signers.map((signer, at) => {
        const set = (part: Partial<typeof signer>) => change({ signers: changeAt(signers, at, part) });
        const who = t('design.signer', { number: at + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second signer are places, not things
          <div key={at} className={styles.group}>
            <h3>{who}</h3>
            <TextArea
              label={t('design.signerTitle')}
              hint={t('design.signerTitleHint')}
              error={problemOf(`signerTitle${at}`)}
              value={signer.title}
              onChange={(title) => set({ title })}
              max={limits.certificateIssuerMax}
              rows={2}
            />
            {bilingual && (
              <TextField
                label={t('design.english', { label: t('design.signerTitle') })}
                optional
                value={signer.titleEn}
                onChange={(titleEn) => set({ titleEn })}
              />
            )}
            <TextField
              label={t('design.signerName')}
              error={problemOf(`signerName${at}`)}
              value={signer.name}
              onChange={(name) => set({ name })}
            />
            <ImageField
              kind="signature"
              seriesId={seriesId}
              images={images}
              value={signer.imageId}
              onChange={(imageId) => set({ imageId })}
            />
          </div>
        );
      })}
      <div>
        {signers.length < 2 ? (
          <Button
            icon="plus"
            onClick={() =>
              change({ signers: [...signers, { title: '', titleEn: '', name: '', imageId: null }] })
            }
          >
            {t('design.addSigner')}
          </Button>
        ) : (
          <Button icon="minus" variant="quiet" onClick={() => change({ signers: signers.slice(0, 1) })}>
            {t('design.removeSigner')}
          </Button>
        )}
      </div>
    </section>
  );
}

const printed = [
  'birthYear',
  'organisation',
  'province',
  'hours',
  'dates',
  'form',
  'results',
  'topics',
  'registerNumber',
] as const;

export function NumberFields({
  design,
  change,
  problemOf,
  topics,
}: DesignFieldsProps & { topics: CertificateOverviewDto['topics'] }) {
  const { t } = useTranslation('site-certificates');
  const { prints, topicMinutes } = design;
  const said = new Map(topicMinutes.map(({ topicId, minutes }) => [topicId, minutes]));

  function setMinutes(topicId: string, text: string) {
    const minutes = Math.min(6_000, Number(text.replace(/\D/gu, '')));
    const others = topicMinutes.filter((one) => one.topicId !== topicId);
    change({ topicMinutes: minutes > 0 ? [...others, { topicId, minutes }] : others });
  }

  return (
    <>
      <section className={styles.part} aria-labelledby="design-number">
        <h2 id="design-number">{t('design.parts.number')}</h2>
        <FieldRow>
          <TextField
            label={t('design.numberPattern')}
            hint={t('design.numberPatternHint')}
            error={problemOf('numberPattern')}
            value={design.numberPattern}
            onChange={(numberPattern) => change({ numberPattern })}
          />
          <TextField
            label={t('design.registerPattern')}
            error={problemOf('registerPattern')}
            value={design.registerPattern}
            onChange={(registerPattern) => change({ registerPattern })}
          />
        </FieldRow>
        <fieldset className={styles.choices}>
          <legend>{t('design.printsTitle')}</legend>
          {printed.map((name) => (
            <Checkbox
              key={name}
              label={t(`design.prints.${name}`)}
              checked={prints[name]}
              onChange={(checked) => change({ prints: { ...prints, [name]: checked } })}
            />
          ))}
        </fieldset>
        <Checkbox
          label={t('design.publishNames')}
          hint={t('design.publishNamesHint')}
          checked={design.publishNames}
          onChange={(publishNames) => change({ publishNames })}
        />
      </section>
      {topics.length > 0 && (
        <section className={styles.part} aria-labelledby="design-hours">
          <h2 id="design-hours">{t('design.parts.hours')}</h2>
          <p className={styles.note}>{t('design.minutesHint')}</p>
          {topics.map(({ topicId, title, minutes }) => (
            <TextField
              key={topicId}
              label={title}
              hint={t('design.minutesActual', { minutes })}
              optional
              inputMode="numeric"
              value={String(said.get(topicId) ?? '')}
              onChange={(text) => setMinutes(topicId, text)}
            />
          ))}
        </section>
      )}
    </>
  );
}
