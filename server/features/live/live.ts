import type { Server } from 'socket.io';
import type { AppContext } from '#server/core/context.ts';
import { SocketGateway } from '#server/core/socket-gateway.ts';
import { RoomDoor } from './doorkeeper.ts';
import { Listening } from './listening.ts';
import { TurnCredentials } from './media/turn-credentials.ts';
import { WorkerPool } from './media/worker-pool.ts';
import type { Peer } from './peer.ts';
import type { Room } from './room.ts';
import { RoomRegistry } from './room-registry.ts';
import { SnapshotParts } from './snapshot.ts';
import type { MemberRole } from './speakers.ts';

/** A connection that has joined: what every socket handler but the join gets. */
export interface Member {
  /** As it is at this moment: a learner on stage is a speaker. */
  role: MemberRole;
  peer: Peer;
  room: Room;
}

/** What features use of the live half. */
export interface Live {
  sockets: SocketGateway<Member>;
  rooms: RoomRegistry;
  door: RoomDoor;
  snapshots: SnapshotParts;
  workers: WorkerPool;
  turn: TurnCredentials;
  listening: Listening;
}

/** Starts the media workers and the socket server's gateway; connections are let in by `live.sockets.open`. */
export async function createLive(context: AppContext, io: Server): Promise<Live> {
  const { access, clock, config, cookie, db, events, inFlight, log, rateLimits } = context;
  const workers = await WorkerPool.create({
    count: config.mediaWorkers,
    listenIp: config.host,
    announcedAddress: config.announcedAddress,
    mediaPort: config.mediaPort,
    workerBin: config.mediaWorkerBin,
    log,
  });
  const rooms = new RoomRegistry({ db, io, clock, events, workers });
  const sockets = new SocketGateway<Member>({
    io,
    access,
    cookie,
    rateLimits,
    log,
    inFlight,
    trustProxyHops: config.trustProxyHops,
    findMember: (socketId) => {
      const member = rooms.findMember(socketId);
      return member && { ...member, role: member.room.speakers.roleOf(member.peer) };
    },
  });
  const turn = new TurnCredentials(config.turn, clock);
  const listening = new Listening({
    clock,
    rooms: () => rooms.rooms,
    leave: (socketId) => rooms.leave(socketId),
  });
  return { sockets, rooms, door: new RoomDoor(), snapshots: new SnapshotParts(), workers, turn, listening };
}
