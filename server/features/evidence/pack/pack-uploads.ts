import { access } from 'node:fs/promises';
import path from 'node:path';
import { findSheet } from '#server/features/halls/hall-sheets.ts';
import { findOriginal } from '#server/features/materials/material-files.ts';
import { foldForSearch } from '#shared/names.ts';
import type { PackScope } from './pack-scope.ts';

export interface PackUpload {
  /** As it stands in the pack's list; `missing`: it was gone from the disk, and its place in the pack is empty. */
  listed: { path: string; fileName: string; sha256: string; missing?: true };
  /** On the disk of this machine. */
  source: string;
}

export interface PackUploads {
  materials: PackUpload[];
  sheets: PackUpload[];
}

/**
 * What was uploaded, each beside the checksum that was taken then. Looked for before a byte is sent: a file that is gone is named in
 * the pack, which its verifier then calls incomplete, and does not take everything else with it.
 */
export async function findUploads(dataDir: string, scope: PackScope): Promise<PackUploads> {
  const materials = scope.materials.map(({ sha256, ...material }, index) => ({
    listed: {
      ...material,
      sha256: Buffer.from(sha256).toString('hex'),
      path: `materials/${toPlace(index, material.fileName)}`,
    },
    source: findOriginal(dataDir, material.id),
  }));
  // Signed on paper and photographed: each with its hall, and with who handed it in and when.
  const sheets = scope.sheets.map(({ id, hall, sha256, ...sheet }, index) => ({
    listed: {
      sheetId: id,
      sessionId: hall.sessionId,
      hallName: hall.name,
      ...sheet,
      sha256: Buffer.from(sha256).toString('hex'),
      path: `sheets/${toPlace(index, sheet.fileName)}`,
    },
    source: findSheet(dataDir, { id, hallId: sheet.hallId }),
  }));
  return { materials: await markMissing(materials), sheets: await markMissing(sheets) };
}

export function listMissing({ materials, sheets }: PackUploads): PackUpload['listed'][] {
  return [...materials, ...sheets].map(({ listed }) => listed).filter(({ missing }) => missing);
}

async function markMissing(uploads: PackUpload[]): Promise<PackUpload[]> {
  return Promise.all(
    uploads.map(async ({ listed, source }) => {
      const isThere = await access(source).then(
        () => true,
        () => false,
      );
      return { listed: isThere ? listed : { ...listed, missing: true as const }, source };
    }),
  );
}

/** ASCII, for every program that unpacks; the name that its owner gave stands in the list. */
function toPlace(index: number, fileName: string): string {
  const { name, ext } = path.parse(fileName);
  const plain = (text: string) => foldForSearch(text).replace(/[^a-z0-9]+/gu, '-');
  const number = String(index + 1).padStart(3, '0');
  return `${number}-${plain(name).slice(0, 60) || 'material'}.${plain(ext).replaceAll('-', '') || 'bin'}`;
}
