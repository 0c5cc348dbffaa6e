import type { Device } from 'mediasoup-client/types';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Request } from '#client/lib/socket.ts';
import { createStore } from '#client/lib/store.ts';
import { AppError } from '#shared/errors.ts';
import type { PublicationDto } from '#shared/features/media.ts';
import type { StageAudio } from './stage-audio.ts';
import { Subscriber } from './subscriber.ts';

type Listener = (state: string) => void;

/** A browser's end whose every step the test makes by hand; as a real one, it leaves open what it was asked when it closes. */
class HandTransport {
  connectionState = 'new';
  readonly id: string;
  readonly #listeners = new Set<Listener>();
  readonly #asked: { answer: () => void; refuse: (error: Error) => void }[] = [];

  constructor({ id }: { id: string }) {
    this.id = id;
  }

  on(name: string, listener: Listener): void {
    if (name === 'connectionstatechange') this.#listeners.add(listener);
  }

  off(_name: string, listener: Listener): void {
    this.#listeners.delete(listener);
  }

  becomes(state: string): void {
    this.connectionState = state;
    for (const listener of [...this.#listeners]) listener(state);
  }

  consume(options: { id: string; producerId: string; kind: string }): Promise<unknown> {
    return new Promise((resolve, refuse) => {
      const answer = () => resolve({ ...options, track: { readyState: 'ended' }, close: () => {} });
      this.#asked.push({ answer, refuse });
    });
  }

  /** It is ready for what it was asked to receive. */
  answer(): void {
    for (const { answer } of this.#asked.splice(0)) answer();
  }

  refuse(): void {
    for (const { refuse } of this.#asked.splice(0)) refuse(new Error('closed'));
  }

  close(): void {
    this.connectionState = 'closed';
  }
}

const voice: PublicationDto = {
  producerId: 'voice-1',
  personId: 'person-1',
  name: 'Trần Văn Bình',
  source: 'microphone',
  paused: false,
};
const published = (...publications: PublicationDto[]) =>
  new Map(publications.map((publication) => [publication.producerId, publication]));

function setUp() {
  const transports: HandTransport[] = [];
  const asked: [name: string, input: unknown][] = [];
  const refusals = new Map<string, AppError>();
  const acts: string[] = [];
  const device = {
    recvRtpCapabilities: {},
    createRecvTransport: (options: { id: string }) => {
      const transport = new HandTransport(options);
      transports.push(transport);
      return transport;
    },
  } as unknown as Device;
  const answers: Record<string, () => unknown> = {
    'media:open_receive': () => ({
      transportId: `transport-${transports.length + 1}`,
      consumers: [{ consumerId: 'consumer-1', producerId: 'voice-1', kind: 'audio', rtpParameters: {} }],
    }),
    'media:subscribe': () => ({ consumers: [] }),
  };
  const request = (async (name: string, input: unknown) => {
    asked.push([name, input]);
    const refusal = refusals.get(name);
    if (refusal) throw refusal;
    return answers[name]?.() ?? {};
  }) as Request;
  const muted = createStore(false);
  const subscriber = new Subscriber({
    request,
    reconnect: () => acts.push('reconnect'),
    check: () => acts.push('check'),
    audio: { muted, setTracks: () => {} } as unknown as StageAudio,
  });
  const rebuild = () => {
    subscriber.rebuild({ device: Promise.resolve(device), epoch: 0, receiving: null });
    subscriber.setPublications(published(voice));
  };
  const transport = (index: number): HandTransport => {
    const found = transports[index];
    if (!found) throw new Error(`only ${transports.length} transports were made`);
    return found;
  };
  return { subscriber, transports, transport, asked, refusals, muted, acts, rebuild };
}

/** Everything that waits for nothing but an answer. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
  const observer = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  vi.stubGlobal('ResizeObserver', observer);
  vi.stubGlobal('IntersectionObserver', observer);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('what a page receives', () => {
  test('comes over one transport, which is on when it is connected', async () => {
    const { subscriber, transport, transports, rebuild } = setUp();
    rebuild();
    await settle();
    expect(subscriber.state.get()).toBe('connecting');
    transport(0).answer();
    transport(0).becomes('connected');
    await settle();
    expect(subscriber.state.get()).toBe('on');
    expect(subscriber.consumers.map(({ producerId }) => producerId)).toEqual(['voice-1']);
    expect(transports.length).toBe(1);
  });

  test('is asked for again on another transport when one is given up in the middle of being set up', async () => {
    const { subscriber, transport, rebuild } = setUp();
    rebuild();
    await settle();
    // It never answers: closed while it is asked.
    transport(0).becomes('failed');
    await settle();
    transport(1).answer();
    transport(1).becomes('connected');
    await settle();
    expect(subscriber.state.get()).toBe('on');
    expect(subscriber.consumers.length).toBe(1);
  });

  test('is asked for again after a new connection that came in the middle of setting up', async () => {
    const { subscriber, transport, rebuild } = setUp();
    rebuild();
    await settle();
    rebuild();
    await settle();
    transport(1).answer();
    transport(1).becomes('connected');
    await settle();
    expect(subscriber.consumers.length).toBe(1);
  });

  test('is not begun anew because something failed on a transport that was given up before', async () => {
    const { transport, transports, rebuild } = setUp();
    rebuild();
    await settle();
    transport(0).becomes('failed');
    await settle();
    transport(1).answer();
    transport(1).becomes('connected');
    transport(0).refuse();
    await settle();
    expect(transports.length).toBe(2);
  });

  test('is tuned again where the server did not hear how it is wanted', async () => {
    const { transport, asked, refusals, muted, rebuild } = setUp();
    rebuild();
    await settle();
    transport(0).answer();
    transport(0).becomes('connected');
    await settle();
    refusals.set('media:tune', new AppError('offline'));
    muted.set(true);
    await settle();
    refusals.clear();
    asked.length = 0;
    await vi.advanceTimersByTimeAsync(3_000);
    const consumers = [{ consumerId: 'consumer-1', paused: true }];
    expect(asked).toEqual([['media:tune', { epoch: 0, consumers }]]);
  });

  test('comes back after hours without a way for it, also where every rung was tried', async () => {
    const { subscriber, transports, transport, acts, rebuild } = setUp();
    rebuild();
    const fail = async () => {
      await settle();
      transports.at(-1)?.becomes('connecting');
      await vi.advanceTimersByTimeAsync(10_000);
    };
    await fail();
    await fail();
    await fail();
    expect(acts).toEqual(['reconnect']);
    rebuild();
    for (let tries = 0; tries < 200; tries += 1) {
      await fail();
      expect(subscriber.state.get()).toBe('failed');
      await vi.advanceTimersByTimeAsync(30_000);
    }
    const last = transport(transports.length - 1);
    last.answer();
    last.becomes('connected');
    await settle();
    expect(subscriber.state.get()).toBe('on');
    expect(subscriber.consumers.length).toBe(1);
  });

  test('is looked for at once on another network, also where every rung was tried', async () => {
    const { subscriber, transports, rebuild } = setUp();
    rebuild();
    for (let rung = 0; rung < 4; rung += 1) {
      await settle();
      transports.at(-1)?.becomes('failed');
      if (rung === 2) rebuild();
    }
    await settle();
    expect(subscriber.state.get()).toBe('failed');
    const before = transports.length;
    subscriber.findNewWay();
    await settle();
    expect(transports.length).toBe(before + 1);
  });
});
