import type { CertificateDesign } from '#shared/features/certificate-template.ts';
import { isNumberPattern } from '#shared/number-pattern.ts';

export type DesignProblem = 'missing' | 'patternWrong';

/** What the server would refuse, by the names of the fields. */
export function findDesignProblems(design: CertificateDesign): Map<string, DesignProblem> {
  const problems = new Map<string, DesignProblem>();
  const needed: [field: string, text: string][] = [
    ['documentName', design.documentName],
    ['statement', design.statement],
    ['place', design.place],
    ...design.issuers.map(({ name }, at): [string, string] => [`issuer${at}`, name]),
    ...design.signers.flatMap(({ title, name }, at): [string, string][] => [
      [`signerTitle${at}`, title],
      [`signerName${at}`, name],
    ]),
  ];
  for (const [field, text] of needed) {
    if (text.trim() === '') problems.set(field, 'missing');
  }
  for (const field of ['numberPattern', 'registerPattern'] as const) {
    if (!isNumberPattern(design[field])) problems.set(field, 'patternWrong');
  }
  return problems;
}
