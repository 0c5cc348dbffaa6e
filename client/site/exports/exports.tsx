import { useTranslation } from 'react-i18next';
import { addressOf } from '#client/lib/http.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Banner } from '#client/ui/banner.tsx';
import { Section } from '#client/ui/section.tsx';
import { can, type Role } from '#shared/roles.ts';
import styles from './export-line.module.css';
import { ExportLine } from './export-line.tsx';

const formats = ['xlsx', 'pdf', 'csv', 'json'] as const;

export interface ExportsProps {
  seriesId: string;
  /** Of this session, topic or person alone. */
  sessionId?: string | undefined;
  topicId?: string | undefined;
  personId?: string | undefined;
  role: Role;
  /** A session of it has its doors open: then nothing can be signed yet. */
  isOn: boolean;
}

/** What leaves Lectern, and what each file is for. */
export function Exports({ seriesId, sessionId, topicId, personId, role, isOn }: ExportsProps) {
  const { t } = useTranslation('site-exports');
  const { language } = useFormat();
  const toAddress = (file: 'attendance-list' | 'evidence-pack', query: Record<string, string>) =>
    addressOf(`/files/series/:seriesId/${file}`, {
      params: { seriesId },
      query: { ...query, sessionId, topicId, personId, language },
    });
  const about = sessionId ? 'session' : topicId ? 'topic' : personId ? 'person' : 'series';
  return (
    <>
      <Section title={t('list.title')} lead={t(`list.${about}Lead`)}>
        <ul className={styles.list}>
          {formats.map((format) => (
            <ExportLine
              key={format}
              name={t(`list.${format}`)}
              use={t(`list.${format}Use`)}
              primary={format === 'xlsx'}
              addressOf={(exportId) => toAddress('attendance-list', { format, exportId })}
            />
          ))}
        </ul>
        <p className={styles.use}>{t('lead')}</p>
      </Section>
      {can(role, 'evidence.read') && about !== 'person' && (
        <Section title={t('pack.title')} lead={about === 'topic' ? t('pack.topicLead') : t('pack.lead')}>
          {isOn ? (
            <Banner>{t('pack.waits')}</Banner>
          ) : (
            <ul className={styles.list}>
              <ExportLine
                name={t('pack.zip')}
                use={t('pack.zipUse')}
                primary
                addressOf={(exportId) => toAddress('evidence-pack', { exportId })}
              />
            </ul>
          )}
        </Section>
      )}
    </>
  );
}
