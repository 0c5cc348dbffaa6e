import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Relay, type RelayOptions } from './relay.ts';

/** A server that sends everything back, and notes what reached it and from where. */
interface Echo {
  port: number;
  packets: { text: string; port: number }[];
  connections: Socket[];
  close(): Promise<void>;
}

let echo: Echo;
let relay: Relay;
const open: { destroy?: () => void; close?: () => void }[] = [];

beforeEach(async () => {
  echo = await openEcho();
});
afterEach(async () => {
  for (const end of open.splice(0)) (end.destroy ?? end.close)?.call(end);
  await relay.close();
  await echo.close();
});

async function openEcho(): Promise<Echo> {
  const packets: Echo['packets'] = [];
  const connections: Socket[] = [];
  const tcp: Server = createServer((socket) => {
    connections.push(socket);
    socket.on('error', () => {});
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', (packet, from) => {
    packets.push({ text: packet.toString(), port: from.port });
    udp.send(packet, from.port, from.address);
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port,
    packets,
    connections,
    close: async () => {
      udp.close();
      for (const socket of connections) socket.destroy();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

async function openRelay(options: Partial<RelayOptions> = {}): Promise<void> {
  relay = await Relay.open({
    to: { host: '127.0.0.1', port: echo.port },
    at: { host: '127.0.0.3', port: echo.port },
    ...options,
  });
}

/** Sends packets and gathers what comes back. */
function openUdp(): { socket: UdpSocket; send: (text: string) => void; received: string[] } {
  const socket = createSocket('udp4');
  const received: string[] = [];
  socket.on('message', (packet) => received.push(packet.toString()));
  open.push({ close: () => socket.close() });
  return { socket, received, send: (text) => socket.send(text, relay.port, relay.host) };
}

async function openTcp(): Promise<{ socket: Socket; text: () => string }> {
  const socket = connect({ host: relay.host, port: relay.port });
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes.toString();
  });
  socket.on('error', () => {});
  open.push(socket);
  await once(socket, 'connect');
  return { socket, text: () => text };
}

describe('packets', () => {
  it('go through under the same port on another address, and come back', async () => {
    await openRelay();
    const { send, received } = openUdp();
    send('xin chào');
    await expect.poll(() => received).toEqual(['xin chào']);
    expect(relay.port).toBe(echo.port);
  });

  it('are as late as was asked in each direction, never sooner', async () => {
    await openRelay();
    relay.set({ delayMs: 60 }, 'up');
    relay.set({ delayMs: 40 }, 'down');
    const { send, received } = openUdp();
    const startedAtMs = performance.now();
    send('một');
    await expect.poll(() => received, { interval: 1 }).toEqual(['một']);
    // A timer of 100 ms may be a millisecond early on each of the two ways.
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(98);
  });

  it('are lost by the seed: the same ones each time', async () => {
    const arrived: string[][] = [];
    for (let run = 0; run < 2; run += 1) {
      await openRelay({ seed: 5 });
      relay.set({ lossShare: 0.3 }, 'up');
      echo.packets.length = 0;
      const { send } = openUdp();
      for (let number = 0; number < 100; number += 1) send(String(number));
      await expect.poll(() => relay.count('up').packets).toBe(100);
      await expect.poll(() => echo.packets.length + relay.count('up').lost).toBe(100);
      arrived.push(echo.packets.map(({ text }) => text));
      if (run === 0) await relay.close();
    }
    expect(arrived[0]?.length).toBeGreaterThan(50);
    expect(arrived[0]?.length).toBeLessThan(90);
    expect(arrived[1]).toEqual(arrived[0]);
  });

  it('of one sender come from elsewhere once its address has changed', async () => {
    await openRelay();
    const { send, received } = openUdp();
    send('Wi-Fi');
    await expect.poll(() => received).toEqual(['Wi-Fi']);
    relay.changeAddress();
    send('4G');
    await expect.poll(() => received).toEqual(['Wi-Fi', '4G']);
    expect(new Set(echo.packets.map(({ port }) => port)).size).toBe(2);
  });

  it('are swallowed while cut, also those under way, while streams go on', async () => {
    await openRelay();
    relay.set({ delayMs: 30 });
    const { send, received } = openUdp();
    send('dở dang');
    await expect.poll(() => relay.count('up').packets).toBe(1);
    relay.cut('udp');
    send('mất');
    const { socket, text } = await openTcp();
    socket.write('vẫn đi');
    await expect.poll(text).toBe('vẫn đi');
    expect(received).toEqual([]);
    relay.restore();
    send('lại đi');
    await expect.poll(() => received).toEqual(['lại đi']);
  });

  it('of those who are not admitted are swallowed', async () => {
    await openRelay({ admits: (address) => address === '127.0.0.9' });
    const stranger = openUdp();
    const known = openUdp();
    known.socket.bind(0, '127.0.0.9');
    await once(known.socket, 'listening');
    stranger.send('không');
    known.send('được');
    await expect.poll(() => known.received).toEqual(['được']);
    await expect.poll(() => relay.count('up').lost).toBe(1);
    expect(stranger.received).toEqual([]);
  });
});

describe('streams', () => {
  it('arrive whole and in order over a line that loses and jitters', async () => {
    await openRelay({ seed: 2 });
    relay.set({ delayMs: 5, jitterMs: 5, lossShare: 0.02 });
    const { socket, text } = await openTcp();
    const sent = Array.from({ length: 40 }, (_, index) => `dòng ${index};`);
    for (const line of sent) {
      socket.write(line);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(text, { timeout: 20_000 }).toBe(sent.join(''));
  });

  it('take the time that their bytes need at the rate', async () => {
    await openRelay();
    relay.set({ bytesPerSecond: 200_000 }, 'up');
    const { socket, text } = await openTcp();
    const startedAtMs = performance.now();
    socket.write('x'.repeat(100_000));
    await expect.poll(() => text().length, { timeout: 20_000, interval: 5 }).toBe(100_000);
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(490);
  });

  it('wait while cut and go on afterwards, and nobody hears of it', async () => {
    await openRelay();
    const { socket, text } = await openTcp();
    socket.write('một ');
    await expect.poll(text).toBe('một ');
    relay.cut();
    socket.write('hai');
    // The server is left in the dark also about a page that goes meanwhile.
    const gone = await openTcp();
    await expect.poll(() => echo.connections.length).toBe(2);
    gone.socket.destroy();
    await once(gone.socket, 'close');
    expect(echo.connections.every(({ closed }) => !closed)).toBe(true);
    expect(text()).toBe('một ');
    relay.restore();
    await expect.poll(text).toBe('một hai');
    await expect.poll(() => echo.connections.filter(({ closed }) => closed).length).toBe(1);
  });

  it('in a black hole stay open and carry nothing, while new ones work', async () => {
    await openRelay();
    const old = await openTcp();
    old.socket.write('một');
    await expect.poll(old.text).toBe('một');
    relay.blackhole();
    old.socket.write('hai');
    const fresh = await openTcp();
    fresh.socket.write('ba');
    await expect.poll(fresh.text).toBe('ba');
    expect(old.text()).toBe('một');
    expect(old.socket.destroyed).toBe(false);
  });

  it('are all broken by a reset', async () => {
    await openRelay();
    const { socket } = await openTcp();
    await expect.poll(() => echo.connections.length).toBe(1);
    relay.reset();
    await expect.poll(() => socket.closed).toBe(true);
    await expect.poll(() => echo.connections[0]?.closed).toBe(true);
  });
});
