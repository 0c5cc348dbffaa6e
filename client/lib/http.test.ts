import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressOf, http, refusalFrom } from './http.ts';
import { newId } from './new-id.ts';

describe('the address of a call', () => {
  test('has its parameters filled in, escaped', () => {
    expect(
      addressOf('/api/series/:seriesId/staff/:personId', { params: { seriesId: 'a/b', personId: 'c' } }),
    ).toBe('/api/series/a%2Fb/staff/c');
  });

  test('carries a query only where one is given', () => {
    expect(addressOf('/api/me', { query: { before: undefined } })).toBe('/api/me');
    expect(addressOf('/api/me', { query: { fileName: 'Bài 1.pdf' } })).toBe(
      '/api/me?fileName=B%C3%A0i+1.pdf',
    );
  });

  test('with a parameter missing is a mistake of ours', () => {
    expect(() => addressOf('/api/sessions/:sessionId', {})).toThrow('sessionId');
  });
});

describe('a refusal', () => {
  test('keeps the code and details of the server', () => {
    const error = refusalFrom(429, {
      error: { code: 'too_many_requests', details: { retryAfterMs: 5_000 } },
    });
    expect(error).toMatchObject({ code: 'too_many_requests', details: { retryAfterMs: 5_000 } });
  });

  test('from a proxy in front of a stopped server reads as unavailable', () => {
    expect(refusalFrom(502, undefined).code).toBe('unavailable');
  });

  test('of unknown shape reads as our own mistake', () => {
    expect(refusalFrom(418, { error: { code: 'teapot' } }).code).toBe('internal');
  });
});

describe('a call', () => {
  const realFetch = globalThis.fetch;
  let base = '';
  const server = createServer((request, response) => {
    if (request.url === '/api/series') {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'not_signed_in' } }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ me: null, version: '1.2.3' }));
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    // Node's fetch knows no page whose address completes a relative one.
    globalThis.fetch = (input, init) => realFetch(`${base}${String(input)}`, init);
  });

  afterAll(async () => {
    globalThis.fetch = realFetch;
    await new Promise((resolve) => server.close(resolve));
  });

  test('gives the answer', async () => {
    await expect(http('GET /api/me', {})).resolves.toEqual({ me: null, version: '1.2.3' });
  });

  test('throws the named error of the server', async () => {
    await expect(http('GET /api/series', {})).rejects.toMatchObject({ code: 'not_signed_in' });
  });

  test('without a server throws offline', async () => {
    const before = base;
    base = 'http://127.0.0.1:1';
    await expect(http('GET /api/me', {})).rejects.toMatchObject({ code: 'offline' });
    base = before;
  });

  test('that its caller gave up throws the reason, not an error for the person', async () => {
    const caller = new AbortController();
    const call = http('GET /api/me', { signal: caller.signal });
    caller.abort(new Error('left the page'));
    await expect(call).rejects.toThrow('left the page');
  });
});

test('a new id is a version 4 UUID, another each time', () => {
  const ids = Array.from({ length: 100 }, newId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
});
