import type { PrintedImages } from '../drawing/drawn.ts';
import type { CertificateSheet } from '../facts.ts';

/** What the drawing process is asked, over its channel. Images come once; a sheet names them. */
export type PressRequest =
  | { do: 'images'; images: PrintedImages }
  | { do: 'draw'; job: number; sheet: CertificateSheet };

export type PressAnswer =
  | { did: 'draw'; job: number; bytes: Uint8Array; sha256: string; pageCount: number }
  | { did: 'fail'; job: number; reason: string };
