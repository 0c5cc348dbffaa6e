import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import { type Config, ConfigError } from './config.ts';
import { listOwnAddresses } from './network-address.ts';

/** PEM texts, as `https.createServer` and `server.setSecureContext` take them. */
export interface TlsCredentials {
  key: string;
  cert: string;
}

type TlsSettings = Pick<Config, 'tls' | 'dataDir' | 'publicUrl' | 'announcedAddress'>;

const dayMs = 24 * 60 * 60 * 1000;
/** Safari refuses certificates that are valid for longer than 825 days, self-made ones too. */
const selfSignedDays = 365;
/** A new one is made while the old still works, so that a server which is restarted monthly never shows an expired one. */
const renewBeforeDays = 30;

/**
 * Key and certificate for HTTPS, or nothing where TLS is off. A self-made pair is kept in `tls` in the
 * data folder and made anew before it expires or when this machine's names and addresses have changed.
 * @throws ConfigError when the files cannot be used
 */
export async function loadTlsCredentials(
  settings: TlsSettings,
  now = new Date(),
): Promise<TlsCredentials | undefined> {
  switch (settings.tls.mode) {
    case 'off':
      return undefined;
    case 'files':
      return readFiles(settings.tls.certFile, settings.tls.keyFile, now);
    case 'self-signed':
      return loadSelfSigned(settings, now);
  }
}

/**
 * Loads the credentials again once a day and gives them to the running server: a certificate that was
 * renewed in its file, or one of ours that comes of age, needs no restart. A failure is told and the
 * old pair stays in use.
 * @returns what stops it
 */
export function renewTlsDaily(options: {
  settings: TlsSettings;
  server: { setSecureContext(credentials: TlsCredentials): void };
  onFailure(error: unknown): void;
}): () => void {
  const timer = setInterval(() => {
    loadTlsCredentials(options.settings)
      .then((credentials) => credentials && options.server.setSecureContext(credentials))
      .catch(options.onFailure);
  }, dayMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function readFiles(certFile: string, keyFile: string, now: Date): Promise<TlsCredentials> {
  const cert = await readPem('LECTERN_TLS_CERT', certFile);
  const key = await readPem('LECTERN_TLS_KEY', keyFile);
  const certificate = parse('LECTERN_TLS_CERT', certFile, () => new X509Certificate(cert));
  const privateKey = parse('LECTERN_TLS_KEY', keyFile, () => createPrivateKey(key));

  if (!certificate.checkPrivateKey(privateKey)) {
    throw new ConfigError([`LECTERN_TLS_KEY: ${keyFile} is not the key of the certificate in ${certFile}`]);
  }
  if (certificate.validToDate <= now) {
    throw new ConfigError([`LECTERN_TLS_CERT: ${certFile} expired on ${certificate.validTo}`]);
  }
  return { key, cert };
}

async function readPem(variable: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigError([`${variable}: ${file} cannot be read`], { cause });
  }
}

function parse<T>(variable: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ConfigError([`${variable}: ${file} is not in PEM form, or needs a password`], { cause });
  }
}

async function loadSelfSigned(settings: TlsSettings, now: Date): Promise<TlsCredentials> {
  const folder = path.join(settings.dataDir, 'tls');
  const file = path.join(folder, 'self-signed.pem');
  const names = listCertificateNames(settings);

  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept && isUsable(kept, names, now)) return { key: kept, cert: kept };

  const made = await makeSelfSigned(names, now);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, made, { mode: 0o600 });
  await rename(draft, file);
  return { key: made, cert: made };
}

/** Whatever people may type to reach this machine: its names, its addresses, the public address. */
function listCertificateNames(settings: TlsSettings): string[] {
  const publicHost = settings.publicUrl ? new URL(settings.publicUrl).hostname.replace(/^\[|\]$/gu, '') : [];
  return [
    ...new Set(
      ['localhost', hostname(), settings.announcedAddress, ...listOwnAddresses()].concat(publicHost),
    ),
  ];
}

function isUsable(pem: string, names: string[], now: Date): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const remainingMs = certificate.validToDate.getTime() - now.getTime();
    return (
      remainingMs > renewBeforeDays * dayMs &&
      certificate.checkPrivateKey(createPrivateKey(pem)) &&
      names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)))
    );
  } catch {
    return false; // cut off or edited: a new one costs nothing
  }
}

/** Key and certificate in one text, so that they are written, replaced and lost together. */
async function makeSelfSigned(names: string[], now: Date): Promise<string> {
  const pair = await generate([{ name: 'commonName', value: 'Lectern' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // Clocks of phones lag: a certificate from tomorrow is refused more harshly than a self-made one.
    notBeforeDate: new Date(now.getTime() - dayMs),
    notAfterDate: new Date(now.getTime() + selfSignedDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  });
  return `${pair.private.trim()}\n${pair.cert.trim()}\n`;
}
