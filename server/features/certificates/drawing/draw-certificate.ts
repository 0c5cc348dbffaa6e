import { makePdf } from '#server/core/pdf/pdf-writer.ts';
import type { CertificateSheet } from '../facts.ts';
import type { DrawnCertificate, PrintedImages } from './drawn.ts';
import { drawFace } from './face.ts';
import { drawTopics } from './topics-page.ts';

/** The file of one certificate: A4, held sideways; the same sheet and images give the same bytes. */
export async function drawCertificate(
  sheet: CertificateSheet,
  images: PrintedImages,
): Promise<DrawnCertificate> {
  const { design, facts, serial, issuedOn } = sheet;
  let pageCount = 1;
  const bytes = await makePdf(
    {
      title: `${design.documentName} ${serial} – ${facts.name}`,
      author: design.issuers.map(({ name }) => name.replaceAll('\n', ' – ')).join('; '),
      subject: facts.courseName,
      language: 'vi',
      createdAt: new Date(`${issuedOn}T00:00:00Z`),
      layout: 'landscape',
      margin: 0,
    },
    (pdf) => {
      drawFace(pdf, sheet, images);
      if (design.prints.topics && facts.topics.length > 0) pageCount += drawTopics(pdf, sheet);
    },
  );
  return { bytes, pageCount };
}
