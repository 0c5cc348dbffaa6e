import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPTION_LINE_MAX, splitIntoCaptions } from './caption-lines.ts';

const squeezed = (text: string) => text.replace(/\s+/gu, '');

describe('cutting a text into captions', () => {
  it('leaves a line that fits as it is, and takes line ends for ends', () => {
    expect(splitIntoCaptions('Chào bà con.\n\nHôm nay ta học đóng gói.')).toEqual([
      'Chào bà con.',
      'Hôm nay ta học đóng gói.',
    ]);
  });

  it('cuts after a sentence rather than between two words, and between words rather than within one', () => {
    const text =
      'Bao bì phải ghi rõ nơi sản xuất và hạn sử dụng. Tem truy xuất nguồn gốc dán ở mặt trước, chỗ dễ thấy nhất.';
    expect(splitIntoCaptions(text)).toEqual([
      'Bao bì phải ghi rõ nơi sản xuất và hạn sử dụng.',
      'Tem truy xuất nguồn gốc dán ở mặt trước, chỗ dễ thấy nhất.',
    ]);
  });

  it('loses no sign, makes no empty caption and none that is too long, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const captions = splitIntoCaptions(text);
        expect(squeezed(captions.join(''))).toBe(squeezed(text));
        for (const caption of captions) {
          expect(caption.trim()).not.toBe('');
          expect([...caption].length).toBeLessThanOrEqual(CAPTION_LINE_MAX);
        }
      }),
    );
  });
});
