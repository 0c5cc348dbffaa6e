import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { build } from 'vite';
import viteConfig from '../../vite.config.ts';

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

/** The site as it is built for people, with no server behind it but an answer to who is signed in: nobody. */
export async function serveBuiltSite(): Promise<BuiltPages> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-pages-'));
  await build({
    ...viteConfig,
    configFile: false,
    logLevel: 'error',
    build: {
      ...viteConfig.build,
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        ...viteConfig.build?.rolldownOptions,
        input: { site: fileURLToPath(new URL('../../client/index.html', import.meta.url)) },
      },
    },
  });

  const serve = sirv(folder, { single: true, brotli: true, gzip: true });
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}
