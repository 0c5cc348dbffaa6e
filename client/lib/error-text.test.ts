import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { appError, errorStatus } from '#shared/errors.ts';
import { words as en } from '../words/errors.en.ts';
import { words as vi } from '../words/errors.vi.ts';
import { words as siteEn } from '../words/site-errors.en.ts';
import { words as siteVi } from '../words/site-errors.vi.ts';
import { errorText } from './error-text.ts';

describe('what a person is told about a failure', () => {
  beforeAll(async () => {
    await i18next.init({
      lng: 'vi',
      fallbackLng: 'vi',
      resources: {
        vi: { errors: vi, 'site-errors': siteVi },
        en: { errors: en, 'site-errors': siteEn },
      },
      interpolation: { escapeValue: false },
    });
  });

  it('is a sentence for every code, never the code', () => {
    for (const code of Object.keys(errorStatus)) {
      expect(errorText({ code })).toMatch(/[.]$/);
      expect(errorText({ code })).not.toContain(code);
    }
  });

  it('says the bound that was reached, and how long to wait, rounded up', () => {
    expect(errorText(appError('too_large', { maxBytes: 50_000_000 }))).toContain('50\u00a0MB');
    expect(errorText(appError('limit_reached', { max: 1_000 }))).toContain('1.000');
    expect(errorText(appError('too_many_requests', { retryAfterMs: 29_001 }))).toContain('30\u00a0giây');
    expect(errorText(appError('link_of_other_person', { name: 'Trần Văn An' }))).toContain('Trần Văn An');
  });

  it('is the same for an error and for its form on the wire', () => {
    const error = appError('too_large', { maxBytes: 1_000 });
    expect(errorText(error.toDto())).toBe(errorText(error));
  });

  it('tells a lost network from a defect', () => {
    expect(errorText(new TypeError('Failed to fetch'))).toBe(vi.offline);
    expect(errorText(new TypeError('Load failed'))).toBe(vi.offline);
    expect(errorText(new TypeError('x is undefined'))).toBe(vi.internal);
    expect(errorText('whatever')).toBe(vi.internal);
    expect(errorText({ code: 'no_such_code' })).toBe(vi.internal);
  });
});
