import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server as SocketServer } from 'socket.io';
import { Access } from './core/access.ts';
import { createClock } from './core/clock.ts';
import type { Config } from './core/config.ts';
import type { AppContext } from './core/context.ts';
import { SignInCookie } from './core/cookies.ts';
import { type Database, openDatabase } from './core/db/open-database.ts';
import { DomainEvents } from './core/domain-events.ts';
import { createHttpApp } from './core/http-app.ts';
import { HttpGateway } from './core/http-gateway.ts';
import { InFlight } from './core/in-flight.ts';
import type { Log } from './core/log.ts';
import { createMetrics } from './core/metrics.ts';
import { isOwnOrigin } from './core/origin.ts';
import { RateLimits } from './core/rate-limits.ts';
import { loadSecret } from './core/secret.ts';
import { loadSigningKey } from './core/signing-key.ts';
import { loadTlsCredentials, renewTlsDaily } from './core/tls.ts';
import { PersonalLinks } from './core/tokens.ts';
import { registerAccountsRoutes } from './features/accounts/accounts.routes.ts';
import { registerAttendance } from './features/attendance/attendance.ts';
import { registerAuditRoutes } from './features/audit/audit.routes.ts';
import { registerCaptions } from './features/captions/captions.ts';
import { registerCatalogRoutes } from './features/catalog/catalog.routes.ts';
import { registerCertificates } from './features/certificates/certificates.ts';
import { registerChat } from './features/chat/chat.ts';
import { registerEnrolmentRoutes } from './features/enrolment/enrolment.routes.ts';
import { registerEvidenceRoutes } from './features/evidence/evidence.routes.ts';
import { registerFeedbackRoutes } from './features/feedback/feedback.routes.ts';
import { registerHalls } from './features/halls/halls.ts';
import { registerInsightRoutes } from './features/insight/insight.routes.ts';
import { listenForLive } from './features/live/live.listener.ts';
import { registerLiveSocket } from './features/live/live.socket.ts';
import { createLive, type Live } from './features/live/live.ts';
import { registerMediaRoutes } from './features/live/media/media.routes.ts';
import { registerMediaSocket } from './features/live/media/media.socket.ts';
import { registerMaterials } from './features/materials/materials.ts';
import { registerOrder } from './features/order/order.ts';
import { registerPolls } from './features/polls/polls.ts';
import { registerPresenceChecks } from './features/presence-checks/presence-checks.ts';
import { askFromChat } from './features/questions/chat-line.service.ts';
import { registerQuestions } from './features/questions/questions.ts';
import { registerReactions } from './features/reactions/reactions.ts';
import { registerStage } from './features/stage/stage.ts';
import { registerTimer } from './features/timer/timer.ts';
import { registerViewerCodes } from './features/viewer-codes/viewer-codes.ts';

/**
 * Seconds between heartbeats, and how long an answer may take. Presence ends at the last proof of life, so the interval is
 * also how wrong an attendance can be after a line is cut; with the second between writes, and another one for a slow line and disk, a kill -9
 * may cost five. A packet in three seconds and learner is the price.
 */
const PING_EVERY_MS = 3_000;
const PING_TIMEOUT_MS = 12_000;
/** The largest request is a page's media capabilities, about 8 KB. */
const SOCKET_MESSAGE_MAX_BYTES = 64 * 1024;
/** Pages that are told to come back after a stop do so one in this time, on average… */
const RETURN_EACH_MS = 20;
/** …and all within this one. */
const RETURN_SPREAD_MS = 10_000;
/** Node cuts every request after five minutes; an upload over a slow line may take half an hour, and bounds itself. */
const REQUEST_TIMEOUT_MS = 31 * 60_000;
/** A stop that takes longer is cut: whatever is acknowledged is in the database by then. */
const CLOSE_DEADLINE_MS = 10_000;
/** Nothing that answers somebody takes longer; what does waits for people who have just been sent away. */
const IN_FLIGHT_WITHIN_MS = 3_000;

const builtClientDir = fileURLToPath(new URL('../dist/client', import.meta.url));

export interface AppOptions {
  config: Config;
  log: Log;
  /** Given by tests; else opened here, and in both cases closed with the app. */
  database?: Database;
  clientDir?: string;
  /** Widens every rate limit, for load tests that play many people from one address. */
  rateLimitFactor?: number;
}

export interface App {
  /** Where it listens, as a page on this machine reaches it. */
  url: string;
  port: number;
  context: AppContext;
  live: Live;
  /** Tells everybody, writes down what is pending, closes. A second call waits for the first. */
  close(): Promise<void>;
}

/** The composition root: builds every part, registers every feature, listens. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, log } = options;
  const database =
    options.database ?? (await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log }));
  try {
    return await startWith({ ...options, database });
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startWith(options: AppOptions & { database: Database }): Promise<App> {
  const { config, log, database } = options;
  const context = await createContext(options);
  const { http, db } = context;

  const server = await createServer(config, log);
  const io = createSocketServer(config);
  const live = await createLive(context, io);
  const closers: (() => Promise<void> | void)[] = [];

  registerAccountsRoutes(context);
  registerCatalogRoutes(context);
  registerEnrolmentRoutes(context);
  registerAuditRoutes(context);
  registerMediaSocket(context, live);
  await registerMediaRoutes(context, live);
  listenForLive(context, live);
  closers.push(registerOrder(context, live));
  await registerQuestions(context, live);
  registerChat(context, live, { askFromChat });
  closers.push(registerReactions(context, live));
  closers.push(await registerPolls(context, live));
  registerTimer(context, live);
  closers.push(await registerMaterials(context, live));
  closers.push(await registerAttendance(context, live));
  closers.push(await registerPresenceChecks(context, live));
  registerFeedbackRoutes(context);
  registerCaptions(context, live);
  closers.push(await registerStage(context, live));
  await registerHalls(context);
  closers.push(registerViewerCodes(context, live));
  registerInsightRoutes(context);
  registerEvidenceRoutes(context);
  closers.push(await registerCertificates(context, { rateLimitFactor: options.rateLimitFactor }));

  const metrics = createMetrics({
    rooms: () => [...live.rooms.rooms].length,
    peers: () => [...live.rooms.rooms].reduce((sum, room) => sum + room.peerCount, 0),
    publications: () => [...live.rooms.rooms].reduce((sum, room) => sum + room.media.publications.length, 0),
    workers: () => live.workers.workers.length,
    workerDeaths: () => live.workers.deaths,
  });
  const app = createHttpApp({
    config,
    http,
    cookie: context.cookie,
    clientDir: options.clientDir ?? builtClientDir,
    isReady: async () => live.workers.workers.length > 0 && (await isDatabaseUp(db)),
    readMetrics: () => metrics.metrics(),
  });
  server.on('request', app);
  // After the pages: Socket.IO takes over the listeners that it finds, and hands them what is not its own. The other way round
  // both would answer a page that comes by polling, and the second answer would end the process.
  io.attach(server);
  // Last: from here on people come in.
  registerLiveSocket(context, live);
  server.listen({ port: config.port, host: config.host });
  await once(server, 'listening');

  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `${config.tls.mode === 'off' ? 'http' : 'https'}://localhost:${port}`,
    port,
    context,
    live,
    close: () => {
      closing ??= closeWithin(CLOSE_DEADLINE_MS, log, async () => {
        dismissEverybody(live);
        await io.close();
        server.closeAllConnections();
        live.listening.close();
        live.rooms.closeAll();
        live.workers.close();
        await context.inFlight.ended(IN_FLIGHT_WITHIN_MS);
        for (const close of closers.reverse()) await close();
        // Those who closed may have told others.
        await context.inFlight.ended(IN_FLIGHT_WITHIN_MS);
        await database.close();
      });
      return closing;
    },
  };
}

async function createContext(options: AppOptions & { database: Database }): Promise<AppContext> {
  const { config, log, database, rateLimitFactor } = options;
  const db = database.prisma;
  const clock = createClock();
  const inFlight = new InFlight();
  const events = new DomainEvents(log, inFlight);
  const access = new Access({ db, clock, events });
  const secure = config.tls.mode !== 'off' || config.publicUrl?.startsWith('https:') === true;
  const cookie = new SignInCookie({ secure, days: config.signInDays });
  const rateLimits = new RateLimits(rateLimitFactor ? { factor: rateLimitFactor } : {});
  const personalLinks = new PersonalLinks(Buffer.from(await loadSecret(config)));
  const signingKey = await loadSigningKey(config);
  const http = new HttpGateway({ access, cookie, rateLimits, log, inFlight });
  return {
    config,
    log,
    clock,
    database,
    db,
    events,
    inFlight,
    access,
    cookie,
    personalLinks,
    signingKey,
    rateLimits,
    http,
  };
}

async function createServer(config: Config, log: Log): Promise<HttpServer> {
  const credentials = await loadTlsCredentials(config);
  if (!credentials) return createHttpServer({ requestTimeout: REQUEST_TIMEOUT_MS });
  const server = createHttpsServer({ ...credentials, requestTimeout: REQUEST_TIMEOUT_MS });
  const stop = renewTlsDaily({
    settings: config,
    server,
    onFailure: (error) =>
      log.error({ err: error }, 'the certificate could not be renewed; the old one stays'),
  });
  server.on('close', stop);
  return server;
}

function createSocketServer(config: Config): SocketServer {
  return new SocketServer({
    serveClient: false,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PING_TIMEOUT_MS,
    maxHttpBufferSize: SOCKET_MESSAGE_MAX_BYTES,
    // Compressing per message costs the one shared encoding of a broadcast, and memory for each connection.
    perMessageDeflate: false,
    allowRequest: (request, allow) => {
      // A WebSocket is open to any site's page, so its origin must be ours. Polling cannot be read across sites, and a
      // browser names no origin for a GET to its own.
      const mustName = request.headers.upgrade !== undefined || request.headers.origin !== undefined;
      if (mustName && !isOwnOrigin(request, config.publicUrl)) return allow('wrong_origin', false);
      allow(null, true);
    },
  });
}

async function isDatabaseUp(db: AppContext['db']): Promise<boolean> {
  try {
    await db.$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}

function dismissEverybody(live: Live): void {
  for (const room of live.rooms.rooms) {
    // Each page takes a random moment within it: a class of three is back at once, five hundred are fifty a second.
    room.dismissEverybody('server_stopping', Math.min(RETURN_SPREAD_MS, room.peerCount * RETURN_EACH_MS));
  }
}

async function closeWithin(deadlineMs: number, log: Log, close: () => Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    log.error('closing took too long; it is cut');
    resolve();
  }, deadlineMs);
  await Promise.race([close(), late]).finally(() => clearTimeout(timer));
}
