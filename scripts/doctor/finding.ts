/** One thing that the doctor looked at. */
export interface Finding {
  /** A hint is worth knowing and stops nothing; a problem keeps Lectern from running. */
  kind: 'fine' | 'hint' | 'problem';
  text: string;
  /** What to do, in one or two sentences. */
  advice?: string;
}

export const fine = (text: string): Finding => ({ kind: 'fine', text });
export const hint = (text: string, advice?: string): Finding => ({
  kind: 'hint',
  text,
  ...(advice && { advice }),
});
export const problem = (text: string, advice?: string): Finding => ({
  kind: 'problem',
  text,
  ...(advice && { advice }),
});
