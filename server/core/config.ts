import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findAnnouncedAddress } from './network-address.ts';

/** Where this copy of Lectern stands; relative paths in the settings are read from here. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Keys of self-made certificates, or of those in files; `off` is plain HTTP. */
export type TlsConfig =
  | { mode: 'off' }
  | { mode: 'self-signed' }
  | { mode: 'files'; certFile: string; keyFile: string };

/** Everything an operator can set, read once at the start and handed on from `app.ts`. */
export interface Config {
  /** The address that HTTP and media listen on; `0.0.0.0` is every interface. */
  host: string;
  /** 0 lets the system choose, which tests do. */
  port: number;
  /** The origin in people's address bars, without a slash at its end; absent, it is what the request says. */
  publicUrl: string | undefined;
  /** An absolute path. */
  dataDir: string;
  /** Absent, the embedded database in `dataDir` is used. */
  databaseUrl: string | undefined;
  tls: TlsConfig;
  trustProxyHops: number;
  /** What browsers are told to send media to. */
  announcedAddress: string;
  /** Worker number i listens on `mediaPort` + i, UDP and TCP; 0 lets the system choose. */
  mediaPort: number;
  mediaWorkers: number;
  /** Absent, mediasoup looks for the worker in its own package. */
  mediaWorkerBin: string | undefined;
  /** The way for browsers that are let out through port 443 alone; absent where there is no TURN server. */
  turn: { urls: string[]; secret: string } | undefined;
  uploadMaxBytes: number;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Absent, the one in `dataDir` is used (`secret.ts`). */
  secret: string | undefined;
  signInDays: number;
}

const bytesPerMegabyte = 1_000_000;
/** Above this, one upload fills a small server's disk before anybody notices. */
const uploadMaxMegabytes = 2_000;
/** A core can serve one worker; no machine that this is made for has more. */
const mediaWorkersMax = 128;
/** 256 bits in base64url are 43 characters; a shorter text may still be a good secret, but not below 32. */
const secretLengthMin = 32;
const portMax = 65_535;
const turnUrl = /^turns?:([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?(\?transport=(udp|tcp))?$/iu;
/** Browsers warn from five on: each is tried on each of a phone's networks, and finding out which works takes longer. */
const turnUrlsMax = 4;

function wholeNumber(min: number, max: number) {
  const expected = `a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/u, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected);
}

function origin() {
  const expected = 'an address like https://learn.example.vn, without a path';
  return z.string().transform((text, context) => {
    const url = URL.parse(text);
    const isOrigin = url && /^https?:$/u.test(url.protocol) && `${url.origin}/` === url.href;
    if (isOrigin) return url.origin;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

function turnUrls() {
  const expected = 'turns:turn.example.vn:443?transport=tcp, and others after commas';
  return z.string().transform((text, context) => {
    const urls = text.split(',').map((url) => url.trim());
    if (urls.every((url) => turnUrl.test(url)) && urls.length <= turnUrlsMax) return urls;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

/** The names and their meaning; `.env.example` repeats each sentence, and a test compares the two. */
export const settings = z.object({
  LECTERN_HOST: z
    .string()
    .regex(/^[\w.:-]+$/u, 'an IP address or a host name of this machine')
    .default('0.0.0.0')
    .describe('The address to listen on; 0.0.0.0 is every interface, 127.0.0.1 only this machine.'),
  LECTERN_PORT: wholeNumber(0, portMax)
    .default(3000)
    .describe('The port of the pages and the live connection (TCP).'),
  LECTERN_PUBLIC_URL: origin()
    .optional()
    .describe(
      'The address that people type, for example https://learn.example.vn; needed behind a proxy. Pages from any other address may not write.',
    ),
  LECTERN_DATA_DIR: z
    .string()
    .default('./data')
    .describe('The folder for the embedded database, uploaded materials, keys and certificates; back it up.'),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^postgres(ql)?:$/u.test(URL.parse(text)?.protocol ?? ''),
      'postgresql://user:password@host:5432/name',
    )
    .optional()
    .describe(
      'A PostgreSQL server, 15 or newer; without it Lectern keeps its own database in the data folder.',
    ),
  LECTERN_TLS: z
    .enum(['off', 'self-signed'], 'off or self-signed')
    .default('off')
    .describe(
      'self-signed serves HTTPS with a certificate made here: browsers warn once, but other machines may then use camera and microphone.',
    ),
  LECTERN_TLS_CERT: z
    .string()
    .optional()
    .describe(
      'A PEM file with a real certificate and its chain; serves HTTPS together with LECTERN_TLS_KEY.',
    ),
  LECTERN_TLS_KEY: z.string().optional().describe('The PEM file with the key of LECTERN_TLS_CERT.'),
  LECTERN_TRUST_PROXY_HOPS: wholeNumber(0, 10)
    .default(0)
    .describe(
      'How many proxies of yours stand in front; only as many entries of X-Forwarded-For are believed, and 0 believes none.',
    ),
  LECTERN_ANNOUNCED_ADDRESS: z
    .string()
    .regex(/^[\w.:-]+$/u, 'an IP address or a host name')
    .optional()
    .describe(
      "The address that browsers send sound and picture to: this machine's as the learners' network sees it. Without it, its first outward IPv4 address.",
    ),
  LECTERN_MEDIA_PORT: wholeNumber(0, portMax)
    .default(40_000)
    .describe(
      'The first media port, UDP and TCP; each media worker takes the next one. Open them in the firewall. 0 takes any free ones.',
    ),
  LECTERN_MEDIA_WORKERS: wholeNumber(1, mediaWorkersMax)
    .optional()
    .describe('How many media workers; without it, one for each core.'),
  LECTERN_TURN_URLS: turnUrls()
    .optional()
    .describe(
      'TURN servers of yours for networks that let out nothing but port 443, for example turns:turn.example.vn:443?transport=tcp; docs/turnserver.conf sets one up.',
    ),
  LECTERN_TURN_SECRET: z
    .string()
    .min(secretLengthMin, `at least ${secretLengthMin} random characters`)
    .optional()
    .describe(
      'The static-auth-secret of those TURN servers, with which Lectern makes credentials that hold for a few hours.',
    ),
  LECTERN_UPLOAD_MAX_MB: wholeNumber(1, uploadMaxMegabytes)
    .default(50)
    .describe('The largest file that may be uploaded, in megabytes.'),
  LECTERN_LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'fatal, error, warn, info, debug, trace or silent',
    )
    .default('info')
    .describe('How much is logged.'),
  LECTERN_SECRET: z
    .string()
    .min(secretLengthMin, `at least ${secretLengthMin} random characters`)
    .optional()
    .describe(
      'Signs what only this installation may make. Without it, one is made and kept in the data folder; several servers on one database need the same.',
    ),
  LECTERN_SIGN_IN_DAYS: wholeNumber(1, 400)
    .default(30)
    .describe('How long a person stays signed in, in days since they were last here.'),
  MEDIASOUP_WORKER_BIN: z
    .string()
    .optional()
    .describe(
      'A media worker binary of your own, of exactly the installed mediasoup version; without it, set-up finds or builds one.',
    ),
});

type SettingName = keyof z.input<typeof settings>;
type Settings = z.output<typeof settings>;

const settingNames: readonly string[] = Object.keys(settings.shape);
/** Their values are never repeated in a message: messages end in logs and tickets. */
const confidential: readonly string[] = [
  'LECTERN_SECRET',
  'LECTERN_TURN_SECRET',
  'DATABASE_URL',
] satisfies SettingName[];

/** All that is wrong with the settings, one line each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(
      `Lectern cannot start with these settings (see .env.example):\n${problems.map((line) => `  ${line}`).join('\n')}`,
      options,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the settings from an environment.
 * @throws ConfigError naming every problem at once: the variable, what was read and what is expected.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = withoutEmpty(env);
  const parsed = settings.safeParse(given);

  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) =>
      describeProblem(String(issue.path[0]), given, issue.message),
    ),
    ...findContradictions(given),
    ...findUnknown(given),
  ];
  if (parsed.data && problems.length === 0) problems.push(...findPortClashes(parsed.data));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);

  return toConfig(parsed.data);
}

/**
 * Reads the settings of this process, `.env` in the project's folder included; what the environment
 * already has wins over the file.
 * @throws ConfigError
 */
export function readProcessConfig(): Config {
  const file = path.join(projectRoot, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readConfig(process.env);
}

export function countMediaWorkers(parsed: Pick<Settings, 'LECTERN_MEDIA_WORKERS'>): number {
  return parsed.LECTERN_MEDIA_WORKERS ?? availableParallelism();
}

function toConfig(parsed: Settings): Config {
  return {
    host: parsed.LECTERN_HOST,
    port: parsed.LECTERN_PORT,
    publicUrl: parsed.LECTERN_PUBLIC_URL,
    dataDir: path.resolve(projectRoot, parsed.LECTERN_DATA_DIR),
    databaseUrl: parsed.DATABASE_URL,
    tls: toTlsConfig(parsed),
    trustProxyHops: parsed.LECTERN_TRUST_PROXY_HOPS,
    announcedAddress: parsed.LECTERN_ANNOUNCED_ADDRESS ?? findAnnouncedAddress(),
    mediaPort: parsed.LECTERN_MEDIA_PORT,
    mediaWorkers: countMediaWorkers(parsed),
    mediaWorkerBin: parsed.MEDIASOUP_WORKER_BIN,
    turn: toTurnConfig(parsed),
    uploadMaxBytes: parsed.LECTERN_UPLOAD_MAX_MB * bytesPerMegabyte,
    logLevel: parsed.LECTERN_LOG_LEVEL,
    secret: parsed.LECTERN_SECRET,
    signInDays: parsed.LECTERN_SIGN_IN_DAYS,
  };
}

function toTurnConfig(parsed: Settings): Config['turn'] {
  const { LECTERN_TURN_URLS: urls, LECTERN_TURN_SECRET: secret } = parsed;
  return urls && secret ? { urls, secret } : undefined;
}

function toTlsConfig(parsed: Settings): TlsConfig {
  if (parsed.LECTERN_TLS_CERT && parsed.LECTERN_TLS_KEY) {
    return {
      mode: 'files',
      certFile: path.resolve(projectRoot, parsed.LECTERN_TLS_CERT),
      keyFile: path.resolve(projectRoot, parsed.LECTERN_TLS_KEY),
    };
  }
  return { mode: parsed.LECTERN_TLS };
}

/** `NAME=` in a file means "not set", as people expect who empty a line instead of deleting it. */
function withoutEmpty(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
}

function describeProblem(name: string, given: Record<string, string>, expected: string): string {
  const read = confidential.includes(name) ? 'a value not shown here' : JSON.stringify(given[name]);
  return `${name}: read ${read}, expected ${expected}`;
}

function findContradictions(given: Record<string, string>): string[] {
  const problems: string[] = [];
  const { LECTERN_TLS: tls, LECTERN_TLS_CERT: cert, LECTERN_TLS_KEY: key } = given;
  if (cert && !key) problems.push('LECTERN_TLS_KEY: read nothing, expected the key of LECTERN_TLS_CERT');
  if (key && !cert)
    problems.push('LECTERN_TLS_CERT: read nothing, expected the certificate of LECTERN_TLS_KEY');
  const { LECTERN_TURN_URLS: turn, LECTERN_TURN_SECRET: turnSecret } = given;
  if (turn && !turnSecret)
    problems.push('LECTERN_TURN_SECRET: read nothing, expected the secret of LECTERN_TURN_URLS');
  if (turnSecret && !turn)
    problems.push('LECTERN_TURN_URLS: read nothing, expected the servers that LECTERN_TURN_SECRET is for');
  if (tls === 'self-signed' && (cert || key)) {
    problems.push(
      'LECTERN_TLS: read "self-signed", expected nothing beside LECTERN_TLS_CERT and LECTERN_TLS_KEY',
    );
  }
  return problems;
}

/** A misspelt name would be ignored in silence, and its owner would look for the fault elsewhere. */
function findUnknown(given: Record<string, string>): string[] {
  return Object.keys(given)
    .filter(
      (name) =>
        name.startsWith('LECTERN_') && !name.startsWith('LECTERN_TEST_') && !settingNames.includes(name),
    )
    .map((name) => `${name}: read ${JSON.stringify(given[name])}, expected no such variable`);
}

function findPortClashes(parsed: Settings): string[] {
  const first = parsed.LECTERN_MEDIA_PORT;
  if (first === 0) return [];

  const last = first + countMediaWorkers(parsed) - 1;
  if (last > portMax) {
    return [
      `LECTERN_MEDIA_PORT: read "${first}", expected room for one port per worker below ${portMax + 1}`,
    ];
  }
  if (parsed.LECTERN_PORT >= first && parsed.LECTERN_PORT <= last) {
    return [
      `LECTERN_PORT: read "${parsed.LECTERN_PORT}", expected a port outside the media ports ${first}-${last}`,
    ];
  }
  return [];
}
