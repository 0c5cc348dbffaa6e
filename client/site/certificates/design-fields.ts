import type { CertificateDesign, CertificateImageDto } from '#shared/features/certificate-template.ts';

/** What each part of the form is given. */
export interface DesignFieldsProps {
  seriesId: string;
  design: CertificateDesign;
  images: readonly CertificateImageDto[];
  change: (part: Partial<CertificateDesign>) => void;
  /** In words, once somebody has tried to save. */
  problemOf: (field: string) => string | undefined;
}

/** The list with one of its items changed. */
export function changeAt<Item>(items: readonly Item[], at: number, part: Partial<Item>): Item[] {
  return items.map((item, index) => (index === at ? { ...item, ...part } : item));
}
