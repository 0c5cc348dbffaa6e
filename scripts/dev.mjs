// @ts-check
// `npm run dev`: the server, restarted when its code changes, and Vite in front of it, which reloads the pages. Open
// Vite's address; it hands what is not a page on to the server. Ctrl-C ends both.

import { existsSync, readFileSync } from 'node:fs';
import util from 'node:util';
import { inProject, projectNode } from './set-up/places.mjs';
import { say } from './set-up/progress.mjs';
import { runInForeground } from './set-up/run.mjs';
import { environmentForServer, runScript, setUp } from './setup.mjs';

const pagesPort = 5173;

await runScript(async () => {
  await setUp({ withPages: false });

  const pages = `http://localhost:${pagesPort}`;
  const port = readServerPort();
  say(`\nLectern for development: ${pages} (the server behind it: port ${port})\n`);

  const server = {
    command: projectNode,
    args: ['--watch', '--watch-preserve-output', inProject('server/main.ts')],
    env: {
      ...environmentForServer(),
      LECTERN_PORT: port,
      // Writes are accepted from the pages' own address, which is Vite's here.
      LECTERN_PUBLIC_URL: pages,
      // localhost may use the camera without HTTPS, and Vite speaks plain HTTP to the server.
      LECTERN_TLS: 'off',
      LECTERN_TLS_CERT: '',
      LECTERN_TLS_KEY: '',
    },
  };
  const vite = {
    command: projectNode,
    args: [
      inProject('node_modules/vite/bin/vite.js'),
      '--port',
      String(pagesPort),
      '--strictPort',
      '--clearScreen',
      'false',
    ],
    env: { ...process.env, LECTERN_DEV_SERVER: `http://127.0.0.1:${port}` },
  };
  return runInForeground(server, vite);
});

/** As the server will read it: from the environment, else from `.env`, else the default. */
function readServerPort() {
  const file = inProject('.env');
  const settings = existsSync(file) ? util.parseEnv(readFileSync(file, 'utf8')) : {};
  return process.env.LECTERN_PORT || settings.LECTERN_PORT || '3000';
}
