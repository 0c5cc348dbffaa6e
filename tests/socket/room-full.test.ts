import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { RoomMedia } from '#server/features/live/media/room-media.ts';
import { Peer } from '#server/features/live/peer.ts';
import { Room } from '#server/features/live/room.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** A room that two fill, and sockets that knock at it. */
async function openSmallRoom(): Promise<{ room: Room; openSocket: () => Promise<Socket> }> {
  const { clock, events } = app.context;
  const server = createServer();
  const io = new Server(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const media = await RoomMedia.create({ workers: app.live.workers });
  const room = new Room({
    sessionId: randomUUID(),
    seriesId: randomUUID(),
    state: 'live',
    door: { locked: false, admission: 'open' },
    io,
    clock,
    events,
    media,
    connectionsMax: 2,
  });
  media.attach(room);
  onTestFinished(async () => {
    room.close();
    await io.close();
  });
  return {
    room,
    openSocket: async () => {
      const accepted = once(io, 'connection');
      const page = connect(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
      onTestFinished(() => void page.close());
      const [socket] = (await accepted) as [Socket];
      return socket;
    },
  };
}

function makePeer(socket: Socket, personId: string = randomUUID()): Peer {
  const actor = { personId, name: 'Lò Thị Mai', platformRole: 'none', signInId: randomUUID() } as const;
  const ids = { connectionId: randomUUID(), pageId: randomUUID() };
  return new Peer({ ...ids, actor, role: 'learner', socket, clock: app.context.clock });
}

/** What listens to a connection's packets for a peer. */
const listenersOf = ({ conn }: Socket) => conn.listenerCount('packet');

it('a room that is full leaves nothing on the socket of whoever it refuses, however often they ask', async () => {
  const { room, openSocket } = await openSmallRoom();
  const first = makePeer(await openSocket());
  room.admit(first);
  room.admit(makePeer(await openSocket()));
  const socket = await openSocket();
  const before = listenersOf(socket);

  for (let tries = 0; tries < 3; tries += 1)
    expect(() => room.admit(makePeer(socket))).toThrow(expect.objectContaining({ code: 'room_full' }));
  expect(listenersOf(socket)).toBe(before);

  room.remove(first.connectionId);
  room.admit(makePeer(socket));
  expect(listenersOf(socket)).toBe(before + 1);
});

it('nor does one that somebody was shown out of', async () => {
  const { room, openSocket } = await openSmallRoom();
  const socket = await openSocket();
  const before = listenersOf(socket);
  const peer = makePeer(socket);
  room.showOut(peer.personId, 'removed_from_room');

  expect(() => room.admit(peer)).toThrow(expect.objectContaining({ code: 'removed_from_room' }));
  expect(listenersOf(socket)).toBe(before);
});
