import { useTranslation } from 'react-i18next';
import { findLinks, type TextPart } from './find-links.ts';
import styles from './linked-text.module.css';

export interface LinkedTextProps {
  text: string;
  /** What learners write is not to be pressed by other learners: a link that staff have written is. */
  isTrusted: boolean;
}

/** Text as it was written, line by line; addresses in it can be pressed. Nothing of it is ever fetched to show it. */
export function LinkedText({ text, isTrusted }: LinkedTextProps) {
  if (!isTrusted) return <p className={styles.text}>{text}</p>;
  return (
    <p className={styles.text}>
      {findLinks(text).map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, and the same words may stand in it twice
        part.kind === 'link' ? <Link key={index} link={part} /> : part.text,
      )}
    </p>
  );
}

function Link({ link: { text, href, host } }: { link: TextPart & { kind: 'link' } }) {
  const { t } = useTranslation('chat');
  return (
    <>
      <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc" className={styles.link}>
        {text}
      </a>
      {host && <span className={styles.host}> ({t('leadsTo', { host })})</span>}
    </>
  );
}
