import dgram from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Config, ConfigError } from '#server/core/config.ts';
import { listOwnAddresses } from '#server/core/network-address.ts';
import { loadTlsCredentials } from '#server/core/tls.ts';
import { type Finding, fine, hint, problem } from './finding.ts';
import { checkTurn } from './turn.ts';

const answerTimeoutMs = 2_000;

/** Ports, the address for media, and whether browsers elsewhere get a camera. */
export async function* checkNetwork(config: Config | undefined): AsyncGenerator<Finding> {
  if (!config) return;
  const isRunning = await isLecternThere(config);

  yield isRunning ? fine(`Lectern is running on port ${config.port}`) : await checkPagePort(config);
  if (!isRunning) yield* checkMediaPorts(config);
  yield checkAnnouncedAddress(config);
  yield* checkTurn(config);
  yield await checkCamera(config);
}

async function isLecternThere({ host, port, tls }: Config): Promise<boolean> {
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  // A self-made certificate would be refused here; whoever listens with one shows it in the port's check.
  if (tls.mode !== 'off' || port === 0) return false;
  try {
    const response = await fetch(`http://${reachable}:${port}/healthz`, {
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    return response.ok && (await response.text()) === 'ok';
  } catch {
    return false;
  }
}

async function checkPagePort({ host, port }: Config): Promise<Finding> {
  const reason = await tryTcp(host, port);
  if (!reason)
    return fine(port === 0 ? 'The pages take any free port' : `Port ${port} is free for the pages`);
  return problem(
    `Port ${port} cannot be used for the pages: ${reason}`,
    'Stop what uses it, or set LECTERN_PORT.',
  );
}

async function* checkMediaPorts({ host, mediaPort, mediaWorkers }: Config): AsyncGenerator<Finding> {
  if (mediaPort === 0) {
    yield hint(
      'Media take any free port',
      'A firewall cannot be told which; set LECTERN_MEDIA_PORT on a real server.',
    );
    return;
  }
  const last = mediaPort + mediaWorkers - 1;
  const reasons = [];
  for (let port = mediaPort; port <= last; port++) {
    const [tcp, udp] = [await tryTcp(host, port), await tryUdp(host, port)];
    if (tcp) reasons.push(`TCP ${port} ${tcp}`);
    if (udp) reasons.push(`UDP ${port} ${udp}`);
  }
  const range = last > mediaPort ? `Ports ${mediaPort}-${last} are` : `Port ${mediaPort} is`;
  yield reasons.length === 0
    ? fine(`${range} free for media, UDP and TCP; learners must reach them through the firewall`)
    : problem(
        `Media ports cannot be used: ${reasons.join(', ')}`,
        'Stop what uses them, or set LECTERN_MEDIA_PORT.',
      );
}

function checkAnnouncedAddress({ announcedAddress }: Config): Finding {
  const text = `Browsers send sound and picture to ${announcedAddress}`;
  if (announcedAddress === '127.0.0.1') {
    return hint(text, 'Only browsers on this machine reach that; set LECTERN_ANNOUNCED_ADDRESS.');
  }
  if (listOwnAddresses().includes(announcedAddress)) return fine(text);
  return hint(text, 'That is none of this machine: whatever has it must hand the media ports on to here.');
}

async function checkCamera(config: Config): Promise<Finding> {
  switch (config.tls.mode) {
    case 'self-signed':
      return fine('HTTPS with a certificate made here: browsers warn once, then cameras work');
    case 'files':
      return checkCertificate(config);
    case 'off':
      return config.publicUrl?.startsWith('https:')
        ? fine(`A proxy in front serves HTTPS as ${config.publicUrl}`)
        : hint(
            'Without HTTPS, browsers give camera and microphone to pages on this machine only',
            'LECTERN_TLS=self-signed, a certificate (LECTERN_TLS_CERT), or a proxy with one; docs/self-hosting.md says which.',
          );
  }
}

async function checkCertificate(config: Config): Promise<Finding> {
  try {
    await loadTlsCredentials(config);
    return fine('The certificate can be used');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return problem(error.problems.join(', '));
  }
}

async function tryTcp(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return describe(error);
  } finally {
    server.close();
  }
}

async function tryUdp(host: string, port: number): Promise<string | undefined> {
  const socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind(port, host);
    await once(socket, 'listening');
    return undefined;
  } catch (error) {
    return describe(error);
  } finally {
    socket.close();
  }
}

const reasons: Record<string, string> = {
  EADDRINUSE: 'is in use',
  EACCES: 'may only be used by root',
  EADDRNOTAVAIL: 'belongs to an address that this machine does not have (LECTERN_HOST)',
  ENOTFOUND: 'belongs to a host name that is unknown (LECTERN_HOST)',
};

function describe(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
