import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { FieldRow } from '#client/ui/form.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { limits } from '#shared/limits.ts';
import { useSeries } from '../series/series-layout.tsx';
import styles from './certificates.module.css';
import { changeAt, type DesignFieldsProps } from './design-fields.ts';
import { ImageField } from './image-field.tsx';

export function HeadFields({ seriesId, design, images, change, problemOf }: DesignFieldsProps) {
  const { t } = useTranslation('site-certificates');
  const { issuers, bilingual } = design;
  return (
    <section className={styles.part} aria-labelledby="design-head">
      <h2 id="design-head">{t('design.parts.head')}</h2>
      <Checkbox
        label={t('design.nation')}
        checked={design.nation}
        onChange={(nation) => change({ nation })}
      />
      <Checkbox
        label={t('design.bilingual')}
        checked={bilingual}
        onChange={(checked) => change({ bilingual: checked })}
      />
      {issuers.map((issuer, at) => {
        const label = t('design.issuer', { number: at + 1 });
        const set = (part: Partial<typeof issuer>) => change({ issuers: changeAt(issuers, at, part) });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second body are places, not things
          <div key={at} className={styles.group}>
            <TextArea
              label={label}
              hint={t('design.issuerHint')}
              error={problemOf(`issuer${at}`)}
              value={issuer.name}
              onChange={(name) => set({ name })}
              max={limits.certificateIssuerMax}
              rows={2}
            />
            {bilingual && (
              <TextArea
                label={t('design.english', { label })}
                optional
                value={issuer.nameEn}
                onChange={(nameEn) => set({ nameEn })}
                max={limits.certificateIssuerMax}
                rows={2}
              />
            )}
            <ImageField
              kind="logo"
              seriesId={seriesId}
              images={images}
              value={issuer.logoId}
              onChange={(logoId) => set({ logoId })}
            />
          </div>
        );
      })}
      <div>
        {issuers.length < 2 ? (
          <Button
            icon="plus"
            onClick={() => change({ issuers: [...issuers, { name: '', nameEn: '', logoId: null }] })}
          >
            {t('design.addIssuer')}
          </Button>
        ) : (
          <Button icon="minus" variant="quiet" onClick={() => change({ issuers: issuers.slice(0, 1) })}>
            {t('design.removeIssuer')}
          </Button>
        )}
      </div>
    </section>
  );
}

export function TextFields({ design, change, problemOf }: DesignFieldsProps) {
  const { t } = useTranslation('site-certificates');
  const series = useSeries();
  const pair = (
    field: 'documentName' | 'addressee' | 'statement' | 'courseName' | 'form',
    options: { hint?: string; optional?: boolean } = {},
  ) => {
    const english = `${field}En` as const;
    return (
      <FieldRow>
        <TextField
          label={t(`design.${field}`)}
          {...options}
          error={problemOf(field)}
          value={design[field]}
          onChange={(text) => change({ [field]: text })}
        />
        {design.bilingual && (
          <TextField
            label={t('design.english', { label: t(`design.${field}`) })}
            optional
            value={design[english]}
            onChange={(text) => change({ [english]: text })}
          />
        )}
      </FieldRow>
    );
  };
  return (
    <section className={styles.part} aria-labelledby="design-text">
      <h2 id="design-text">{t('design.parts.text')}</h2>
      {pair('documentName', { hint: t('design.documentNameHint') })}
      {pair('addressee', { optional: true })}
      {pair('statement')}
      {pair('courseName', { optional: true, hint: t('design.courseNameHint', { title: series.title }) })}
      {pair('form', { optional: true })}
      <TextField
        label={t('design.remark')}
        hint={t('design.remarkHint')}
        optional
        value={design.remark}
        onChange={(remark) => change({ remark })}
      />
    </section>
  );
}
