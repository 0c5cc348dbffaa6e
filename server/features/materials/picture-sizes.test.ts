import { describe, expect, it } from 'vitest';
import { choosePictureSize } from './picture-sizes.ts';

describe('pictures of a page', () => {
  it('of a PDF are drawn in all widths, however small its paper', () => {
    expect(choosePictureSize({ width: 96, height: 54, unit: 'point' })).toEqual({
      width: 1600,
      height: 900,
      widths: [320, 720, 1080, 1600],
    });
  });

  it('of a tall poster get narrower instead of heavier', () => {
    const { width, height, widths } = choosePictureSize({ width: 1000, height: 20_000, unit: 'pixel' });
    expect(width * height).toBeLessThanOrEqual(6_000_000);
    expect(height).toBeLessThan(16_384);
    expect(widths).toEqual([320, width]);
  });

  it('keep the shape of the page', () => {
    const { width, height } = choosePictureSize({ width: 2480, height: 3508, unit: 'pixel' });
    expect(width / height).toBeCloseTo(2480 / 3508, 3);
  });

  it('never have an address of one digit', () => {
    expect(choosePictureSize({ width: 1, height: 1, unit: 'pixel' }).widths).toEqual([10]);
  });

  it('are refused for what is longer than any picture can be', () => {
    expect(() => choosePictureSize({ width: 1, height: 100_000, unit: 'pixel' })).toThrow(
      expect.objectContaining({ code: 'file_too_complex' }),
    );
  });
});
