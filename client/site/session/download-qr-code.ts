import { qrModules, quietZone } from '#client/ui/qr-modules.ts';

/** Sharp on an A4 poster. */
const SIDE_PX = 1_200;

export function downloadQrCode(text: string, fileName: string): void {
  const { count, isDark } = qrModules(text);
  const modulePx = Math.floor(SIDE_PX / (count + 2 * quietZone));
  const canvas = document.createElement('canvas');
  canvas.width = (count + 2 * quietZone) * modulePx;
  canvas.height = canvas.width;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000000';
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (isDark(row, column)) {
        pen.fillRect((column + quietZone) * modulePx, (row + quietZone) * modulePx, modulePx, modulePx);
      }
    }
  }
  const link = document.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = fileName;
  link.click();
}
