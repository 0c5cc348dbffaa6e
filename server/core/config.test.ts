import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, projectRoot, readConfig, settings } from './config.ts';

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  test('needs nothing: every setting has a sensible default', () => {
    const config = readConfig({});

    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 3000,
      publicUrl: undefined,
      dataDir: path.join(projectRoot, 'data'),
      databaseUrl: undefined,
      tls: { mode: 'off' },
      trustProxyHops: 0,
      mediaPort: 40_000,
      mediaWorkers: availableParallelism(),
      uploadMaxBytes: 50_000_000,
      logLevel: 'info',
      signInDays: 30,
    });
    expect(config.announcedAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/u);
  });

  test('takes an empty value for an absent one', () => {
    expect(readConfig({ LECTERN_PORT: '', LECTERN_PUBLIC_URL: '  ' })).toMatchObject({
      port: 3000,
      publicUrl: undefined,
    });
  });

  test('names every problem at once, with what was read and what is expected', () => {
    expect(
      problemsOf({
        LECTERN_PORT: 'three',
        LECTERN_PUBLIC_URL: 'https://learn.example.vn/lectern',
        LECTERN_TLS: 'yes',
        LECTERN_TLS_CERT: 'cert.pem',
        LECTERN_UPLOAD_MAX_MB: '0',
      }),
    ).toEqual([
      'LECTERN_PORT: read "three", expected a whole number from 0 to 65535',
      'LECTERN_PUBLIC_URL: read "https://learn.example.vn/lectern", expected an address like https://learn.example.vn, without a path',
      'LECTERN_TLS: read "yes", expected off or self-signed',
      'LECTERN_UPLOAD_MAX_MB: read "0", expected a whole number from 1 to 2000',
      'LECTERN_TLS_KEY: read nothing, expected the key of LECTERN_TLS_CERT',
    ]);
  });

  test('never repeats a secret or a database password', () => {
    const message = problemsOf({
      LECTERN_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://lectern:hunter2@db/lectern',
    }).join('\n');

    expect(message).toContain('LECTERN_SECRET: read a value not shown here');
    expect(message).toContain('DATABASE_URL: read a value not shown here');
    expect(message).not.toContain('hunter2');
  });

  test('refuses a misspelt name instead of ignoring it', () => {
    expect(problemsOf({ LECTERN_ANNOUNCED_ADRESS: '203.0.113.7' })).toEqual([
      'LECTERN_ANNOUNCED_ADRESS: read "203.0.113.7", expected no such variable',
    ]);
  });

  test('leaves variables of other programs and of our tests alone', () => {
    expect(problemsOf({ PATH: '/bin', LECTERN_TEST_CHROMIUM: '/usr/bin/chromium' })).toEqual([]);
  });

  test('refuses a page port among the media ports', () => {
    expect(problemsOf({ LECTERN_PORT: '40001', LECTERN_MEDIA_WORKERS: '2' })).toEqual([
      'LECTERN_PORT: read "40001", expected a port outside the media ports 40000-40001',
    ]);
  });

  test('refuses media ports that run out', () => {
    expect(problemsOf({ LECTERN_MEDIA_PORT: '65530', LECTERN_MEDIA_WORKERS: '8' })).toEqual([
      'LECTERN_MEDIA_PORT: read "65530", expected room for one port per worker below 65536',
    ]);
  });

  test('serves a real certificate when both of its files are named', () => {
    expect(
      readConfig({ LECTERN_TLS_CERT: '/etc/lectern/cert.pem', LECTERN_TLS_KEY: 'tls/key.pem' }).tls,
    ).toEqual({
      mode: 'files',
      certFile: '/etc/lectern/cert.pem',
      keyFile: path.join(projectRoot, 'tls/key.pem'),
    });
  });

  test('reads the public address as an origin', () => {
    expect(readConfig({ LECTERN_PUBLIC_URL: 'HTTPS://Learn.Example.VN:443/' }).publicUrl).toBe(
      'https://learn.example.vn',
    );
  });
});

describe('a TURN server', () => {
  const secret = 'a secret of more than thirty-two characters';
  const url = 'turns:turn.example.vn:443?transport=tcp';

  test('is its addresses and its secret', () => {
    const env = { LECTERN_TURN_URLS: `${url}, turn:203.0.113.11:3478`, LECTERN_TURN_SECRET: secret };
    expect(readConfig(env).turn).toEqual({ urls: [url, 'turn:203.0.113.11:3478'], secret });
    expect(readConfig({}).turn).toBeUndefined();
  });

  test.each([
    [{ LECTERN_TURN_URLS: url }, 'LECTERN_TURN_SECRET: read nothing'],
    [{ LECTERN_TURN_SECRET: secret }, 'LECTERN_TURN_URLS: read nothing'],
    [
      { LECTERN_TURN_URLS: 'https://turn.example.vn', LECTERN_TURN_SECRET: secret },
      'LECTERN_TURN_URLS: read "https',
    ],
    [
      { LECTERN_TURN_URLS: Array(5).fill(url).join(), LECTERN_TURN_SECRET: secret },
      'LECTERN_TURN_URLS: read "turns',
    ],
    [{ LECTERN_TURN_URLS: url, LECTERN_TURN_SECRET: 'short' }, 'LECTERN_TURN_SECRET: read a value not shown'],
  ])('that is set by half is refused: %j', (env, problem) => {
    expect(() => readConfig(env)).toThrow(problem);
  });
});

describe('.env.example', () => {
  test('has each setting once, in order, with its sentence and its default', () => {
    const written = readFileSync(path.join(projectRoot, '.env.example'), 'utf8');
    const entries = [...written.matchAll(/^((?:# .*\n)+)#(\w+)=(.*)$/gmu)].map(
      ([, sentence, name, value]) => ({
        name,
        sentence: sentence?.replace(/^# /gmu, '').trim().replaceAll('\n', ' '),
        value,
      }),
    );

    expect(entries).toEqual(
      Object.entries(settings.shape).map(([name, schema]) => ({
        name,
        sentence: schema.description,
        value: String(schema.safeParse(undefined).data ?? ''),
      })),
    );
  });
});
