import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { Server } from 'socket.io';
import { createEvent, speak } from './events.ts';

/** Socket.IO as its documentation has one write it: connections in a room, and each event emitted to the room. */
export type ToBare = { do: 'start' } | { do: 'weigh' } | { do: 'speak'; perSecond: number; forMs: number };
export type FromBare =
  | { did: 'started'; port: number }
  | { did: 'weighed'; rssBytes: number; heapBytes: number; sockets: number }
  | { did: 'spoken'; cpuUs: number; events: number }
  | { failed: string };

const server = createServer();
const io = new Server(server, { serveClient: false });
io.on('connection', (socket) => {
  socket.join('class');
});

async function act(message: ToBare): Promise<FromBare> {
  if (message.do === 'start') {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { did: 'started', port: (server.address() as AddressInfo).port };
  }
  if (message.do === 'weigh') {
    for (let time = 0; time < 4; time += 1) globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    return {
      did: 'weighed',
      rssBytes: rss,
      heapBytes: heapUsed + external,
      sockets: io.engine.clientsCount,
    };
  }
  const { events, cpuUs } = await speak(message, (event) =>
    io.to('class').emit('question:changed', createEvent(event)),
  );
  return { did: 'spoken', cpuUs, events };
}

process.on('message', (message: ToBare) => {
  act(message).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ failed: String(error) } satisfies FromBare),
  );
});
process.on('disconnect', () => process.exit());
