import { describe, expect, test } from 'vitest';
import { hasSlept } from './sleep-watch.ts';

const at = (wallMs: number, pageMs: number, isHidden = false) => ({ wallMs, pageMs, isHidden });
const SECOND = 1_000;

describe('between two ticks a device', () => {
  test('that is awake, or busy for a while, has not slept', () => {
    expect(hasSlept(at(0, 0), at(5 * SECOND, 5 * SECOND))).toBe(false);
    expect(hasSlept(at(0, 0), at(12 * SECOND, 12 * SECOND))).toBe(false);
  });

  test('has slept when its wall clock went on and the page’s stood still', () => {
    expect(hasSlept(at(0, 0), at(20 * 60 * SECOND, 5 * SECOND))).toBe(true);
  });

  test('has slept also where the page’s clock goes on asleep', () => {
    expect(hasSlept(at(0, 0), at(20 * 60 * SECOND, 20 * 60 * SECOND))).toBe(true);
  });

  test('whose clock was set back has not', () => {
    expect(hasSlept(at(0, 0), at(-3_600 * SECOND, 5 * SECOND))).toBe(false);
  });

  test('with the page hidden ticks once a minute, and that is no sleep', () => {
    expect(hasSlept(at(0, 0, true), at(60 * SECOND, 60 * SECOND, true))).toBe(false);
    expect(hasSlept(at(0, 0, true), at(600 * SECOND, 5 * SECOND, false))).toBe(true);
  });
});
