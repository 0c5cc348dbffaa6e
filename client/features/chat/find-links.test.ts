import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLinks } from './find-links.ts';

const linksIn = (text: string) =>
  findLinks(text).flatMap((part) => (part.kind === 'link' ? [{ text: part.text, href: part.href }] : []));
const hostsIn = (text: string) => findLinks(text).map((part) => (part.kind === 'link' ? part.host : 'text'));

describe('an address of a page', () => {
  test('is found in a sentence, without the signs that end it', () => {
    expect(linksIn('Xem https://ocop.gov.vn/ho-so?nam=2021#a, rồi nộp (www.ocop.gov.vn).')).toEqual([
      { text: 'https://ocop.gov.vn/ho-so?nam=2021#a', href: 'https://ocop.gov.vn/ho-so?nam=2021#a' },
      { text: 'www.ocop.gov.vn', href: 'https://www.ocop.gov.vn/' },
    ]);
  });

  test('keeps brackets of its own', () => {
    expect(linksIn('(https://vi.wikipedia.org/wiki/Sen_(chi))')).toEqual([
      {
        text: 'https://vi.wikipedia.org/wiki/Sen_(chi)',
        href: 'https://vi.wikipedia.org/wiki/Sen_(chi)',
      },
    ]);
  });

  test('says nothing more about its host where it says it itself', () => {
    expect(hostsIn('https://ocop.gov.vn:8443/x')).toEqual([null]);
    expect(hostsIn('HTTPS://OCOP.GOV.VN')).toEqual([null]);
  });

  test('shows where it really leads where letters look like others, or numbers are written oddly', () => {
    // The first letter is Cyrillic.
    expect(hostsIn('https://аpple.com/dang-nhap')).toEqual(['xn--pple-43d.com']);
    expect(hostsIn('https://ocop.vn。evil.example/')).toEqual(['ocop.vn.evil.example']);
    expect(hostsIn('http://ｏcop.vn')).toEqual(['ocop.vn']);
    expect(hostsIn('http://0x7f.1/')).toEqual(['127.0.0.1']);
  });
});

describe('no address is', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt://%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://ocop.gov.vn/1',
    'ftp://ocop.gov.vn',
    'javascript:https://evil.example',
    'xhttps://evil.example',
    'https://',
    'https://localhost/admin',
    'https://bank.vn@evil.example/',
    'https://bank.vn:443@evil.example',
    'https://bank.vn%40evil.example/',
    'https:\\\\evil.example',
    'lan@www.ocop.gov.vn',
    '//evil.example',
    'ocop.gov.vn',
  ])('%s', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  test('what stands in quotes or angle brackets around it', () => {
    expect(linksIn('<a href="https://evil.example" onclick=alert(1)>')).toEqual([
      { text: 'https://evil.example', href: 'https://evil.example/' },
    ]);
  });
});

describe('whatever a text is', () => {
  const hostile = fc.constantFrom(
    'https://',
    'http://a.vn',
    'www.',
    '@',
    '(',
    ')',
    '.',
    '<',
    '"',
    'javascript:',
    '\u202e',
    'đ',
    '👏',
    '\n',
    ' ',
    '%',
    'xn--',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(hostile).map((parts) => parts.join('')),
  );

  test('its parts joined are the same text again', () => {
    fc.assert(
      fc.property(
        texts,
        (text) =>
          findLinks(text)
            .map((part) => part.text)
            .join('') === text,
      ),
      {
        numRuns: 1_000,
      },
    );
  });

  test('every link in it leads by http or https to a host, with no name before it', () => {
    fc.assert(
      fc.property(texts, (text) =>
        linksIn(text).every(({ href }) => {
          const url = new URL(href);
          return /^https?:$/u.test(url.protocol) && url.username === '' && url.hostname.includes('.');
        }),
      ),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['signs', (length: number) => `https://a.vn/${')'.repeat(length)}`],
    ['beginnings', (length: number) => 'https://'.repeat(length / 8)],
    ['dots', (length: number) => `www.${'.'.repeat(length)}`],
    ['letters', (length: number) => 'a'.repeat(length)],
    ['addresses', (length: number) => 'https://a.vn '.repeat(length / 13)],
  ])('a hundred times the %s take nowhere near ten thousand times as long', (_, make) => {
    const spend = (text: string): number => {
      const since = performance.now();
      findLinks(text);
      return performance.now() - since;
    };
    spend(make(10_000));
    expect(spend(make(1_000_000))).toBeLessThan(3_000);
  });
});
