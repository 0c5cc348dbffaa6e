import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import sirv from 'sirv';
import type { Config } from './config.ts';
import type { SignInCookie } from './cookies.ts';
import type { HttpGateway } from './http-gateway.ts';
import { requireOwnOrigin } from './origin.ts';
import { linkReads } from './page-reads.ts';

export interface HttpAppOptions {
  config: Config;
  http: HttpGateway;
  cookie: SignInCookie;
  /** The built client, with `index.html`, `room.html` and hashed assets. */
  clientDir: string;
  /** True while the database answers and a media worker is up. */
  isReady(): Promise<boolean>;
  /** The metrics page's text. */
  readMetrics(): Promise<string>;
}

/** Everything over HTTP but the socket: headers, origin, the gateway's routes, health, the client's files. */
export function createHttpApp({
  config,
  http,
  cookie,
  clientDir,
  isReady,
  readMetrics,
}: HttpAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  // A number of hops, never `true`: otherwise anybody writes their own address into X-Forwarded-For.
  app.set('trust proxy', config.trustProxyHops);
  app.set('query parser', 'simple');
  app.use(securityHeaders(config));

  // Alive is whether the event loop turns, and nothing else: a database that is away for a minute must not
  // get the process, and with it every running class, restarted.
  app.get('/healthz', (_request, response) => {
    response.type('text').send('ok');
  });
  app.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready' : 'not ready');
  });
  app.get('/metrics', onlyFromThisMachine, async (_request, response) => {
    response.type('text/plain; version=0.0.4').send(await readMetrics());
  });

  app.use(requireOwnOrigin(config.publicUrl));
  app.use(['/api', '/files', '/port'], neverKept);
  http.mount(app);
  serveClient(app, clientDir, cookie);
  app.use(((thrown, request, response, _next) =>
    http.refuseUnreadable(request, response, thrown)) as ErrorRequestHandler);
  return app;
}

function securityHeaders(config: Config): RequestHandler {
  const overTls = config.tls.mode !== 'off' || config.publicUrl?.startsWith('https:') === true;
  const headers = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: overTls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  });
  const common = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    // Nothing may turn text into markup behind the framework's back.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return (request, response, next) => {
    // WebKit before 15.4 does not count a WebSocket of the same host as 'self', so it is named.
    const host = /^[\w.:[\]-]+$/u.test(request.headers.host ?? '') ? request.headers.host : undefined;
    const sockets = host ? ` ${overTls || request.secure ? 'wss' : 'ws'}://${host}` : '';
    response.setHeader('Content-Security-Policy', `${common}; connect-src 'self'${sockets}`);
    response.setHeader(
      'Permissions-Policy',
      'camera=(self), microphone=(self), display-capture=(self), autoplay=(self), fullscreen=(self), geolocation=(), payment=(), usb=()',
    );
    headers(request, response, next);
  };
}

/** Answers about people are kept by no cache; files that may be kept say so themselves. */
const neverKept: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

const onlyFromThisMachine: RequestHandler = (request, response, next) => {
  const address = request.socket.remoteAddress ?? '';
  // A proxy on this machine hands on strangers, and says so.
  const direct = !('x-forwarded-for' in request.headers);
  if (direct && /^(::1|127\.|::ffff:127\.)/u.test(address)) return next();
  response.status(404).type('text').send('not found');
};

/** Hashed assets for ever, pages never without asking: Zalo's browser keeps whatever it may. */
function serveClient(app: Express, clientDir: string, cookie: SignInCookie): void {
  // In development the pages come from Vite, which hands the rest on to here.
  if (!existsSync(path.join(clientDir, 'index.html'))) {
    app.use((_request, response) => {
      response.status(404).type('text').send('the pages are not built: npm start builds them');
    });
    return;
  }
  const files = sirv(clientDir, {
    gzip: true,
    brotli: true,
    etag: true,
    setHeaders: (response, pathname) => {
      const hashed = pathname.startsWith('/assets/');
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page = (name: string): RequestHandler => {
    return (request, response, next) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return next();
      request.url = `/${name}`;
      files(request, response, next);
    };
  };
  const sitePage: RequestHandler = (request, response, next) => {
    // Whoever is not signed in would only be refused.
    if (cookie.read(request.headers.cookie)) response.setHeader('Link', linkReads(request.path));
    page('index.html')(request, response, next);
  };
  app.get('/s/:code', page('room.html'));
  app.get('/', sitePage);
  app.use(files);
  // A missing asset is missing; anything else may be an address that the site's own router knows.
  app.use((request, response, next) => {
    if (path.extname(request.path)) return response.status(404).type('text').send('not found');
    sitePage(request, response, next);
  });
}
