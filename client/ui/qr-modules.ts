import qrcode from 'qrcode-generator';

/** Scanners want four modules of nothing around the code. */
export const quietZone = 4;

export interface QrModules {
  /** Modules on a side, without the quiet zone. */
  count: number;
  isDark(row: number, column: number): boolean;
}

/** Level M: a link stays coarse enough to be scanned from the back of a hall, and survives a smudge. */
export function qrModules(text: string): QrModules {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  return { count: code.getModuleCount(), isDark: (row, column) => code.isDark(row, column) };
}
