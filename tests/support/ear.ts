import type { BrowserContext, Page } from 'playwright-core';

/** What a page's own WebRTC receives, whatever the program in it believes. Times are the machine's. */
export interface Ear {
  /** When the last packet of sound or picture came in. */
  lastPacketAt: number;
  /** When the last track that ever arrived had ended; 0 while one lives. */
  silentAt: number;
}

/** To be called before the first page of the context is opened. */
export async function putEar(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const ear = { lastPacketAt: 0, silentAt: 0 };
    const connections: RTCPeerConnection[] = [];
    const tracks: MediaStreamTrack[] = [];
    let packets = 0;
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
        this.addEventListener('track', ({ track }) => tracks.push(track));
      }
    };
    const listen = async (): Promise<void> => {
      let received = 0;
      for (const connection of connections) {
        for (const entry of (await connection.getStats()).values())
          if (entry.type === 'inbound-rtp') received += entry.packetsReceived;
      }
      if (received > packets) ear.lastPacketAt = Date.now();
      packets = Math.max(packets, received);
      const isSilent = tracks.length > 0 && tracks.every(({ readyState }) => readyState === 'ended');
      if (!isSilent) ear.silentAt = 0;
      else if (ear.silentAt === 0) ear.silentAt = Date.now();
      setTimeout(() => void listen(), 20);
    };
    void listen();
    Object.assign(window, { lecternEar: ear });
  });
}

export async function readEar(page: Page): Promise<Ear> {
  return page.evaluate(() => {
    const { lecternEar } = window as { lecternEar?: Ear };
    return { lastPacketAt: 0, silentAt: 0, ...lecternEar };
  });
}
