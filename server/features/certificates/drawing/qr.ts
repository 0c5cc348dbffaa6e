import qrcode from 'qrcode-generator';

/** A square of `size` points. Level M: it survives a fold and a coffee ring. */
export function drawQr(
  kit: PDFKit.PDFDocument,
  text: string,
  { x, y, size, colour }: { x: number; y: number; size: number; colour: string },
): void {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const module = size / count;
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (!code.isDark(row, column)) continue;
      // Neighbours as one bar: fewer bytes, and no hairline between modules on a screen.
      let end = column + 1;
      while (end < count && code.isDark(row, end)) end += 1;
      kit.rect(x + column * module, y + row * module, (end - column) * module, module);
      column = end;
    }
  }
  kit.fill(colour);
}
