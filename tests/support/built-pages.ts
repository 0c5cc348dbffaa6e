import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/** What `server/core/http-app.ts` sends with every page; a page that needs more does not work there. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export interface BuiltPages {
  url: string;
  close: () => Promise<void>;
}

const builtClientDir = fileURLToPath(new URL('../../dist/client/', import.meta.url));

/** The site as set-up has built it for people, with no server behind it but an answer to who is signed in: nobody. */
export async function serveBuiltSite(): Promise<BuiltPages> {
  if (!existsSync(path.join(builtClientDir, 'index.html'))) {
    throw new Error('the pages are not built: run the tests through `npm test`, which builds them');
  }
  const serve = sirv(builtClientDir, { single: true, brotli: true, gzip: true });
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy);
    if (request.url === '/api/me') {
      response.setHeader('Content-Type', 'application/json').end('{"me":null}');
      return;
    }
    serve(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
