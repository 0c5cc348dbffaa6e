import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#client/ui/button.tsx';
import styles from './add-learners-dialog.module.css';
import { readListFile } from './read-list-file.ts';

/** Puts what a file holds into the field above: what will be sent is always what one sees. */
export function ListFileButton({ disabled, onText }: { disabled: boolean; onText: (text: string) => void }) {
  const { t } = useTranslation('site-learners');
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<'not_text' | 'too_large' | null>(null);

  async function handlePick(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    // So that picking the same file again is a change again.
    event.target.value = '';
    if (!file) return;
    const read = await readListFile(file);
    setProblem(read.problem);
    if (read.problem === null) onText(read.text);
  }

  return (
    <div className={styles.file}>
      <Button icon="file" disabled={disabled} onClick={() => input.current?.click()}>
        {t('paste.file')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        hidden
        aria-label={t('paste.file')}
        onChange={(event: ChangeEvent<HTMLInputElement>) => void handlePick(event)}
      />
      {problem && (
        <p role="alert" className={styles.problem}>
          {t(`paste.fileProblem.${problem}`)}
        </p>
      )}
    </div>
  );
}
