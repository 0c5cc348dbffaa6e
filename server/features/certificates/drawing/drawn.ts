export interface PrintedImage {
  png: Uint8Array;
  width: number;
  height: number;
}

/** By their ids. One that is missing leaves its place empty. */
export type PrintedImages = ReadonlyMap<string, PrintedImage>;

export interface DrawnCertificate {
  bytes: Buffer;
  pageCount: number;
}
