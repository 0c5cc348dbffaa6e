import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import { defineConfig, type HtmlTagDescriptor, type Plugin, type Rolldown } from 'vite';

const packages = createRequire(import.meta.url);
const clientRoot = fileURLToPath(new URL('./client', import.meta.url));
/** Plain text, which every browser shows; some in-app browsers do nothing at all with what they would have to save. */
const noticesFile = 'notices.txt';
const devServerUrl = process.env.LECTERN_DEV_SERVER ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: clientRoot,
  cacheDir: '../node_modules/.vite',
  resolve: {
    // The code is written against React's API and types; Preact's compat layer is what travels.
    // docs/decisions/0003-react-api-on-preact.md has the sizes.
    alias: [
      { find: /^react$/, replacement: join(clientRoot, 'lib/react-on-preact.js') },
      { find: /^react-dom$/, replacement: 'preact/compat' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react\/jsx-dev-runtime$/, replacement: 'preact/jsx-dev-runtime' },
    ],
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // The oldest engines seen in Zalo's browser, and the first WebKit with cascade layers and <dialog>.
    target: ['chrome99', 'safari15.4', 'firefox115'],
    assetsInlineLimit: 0,
    license: { fileName: noticesFile },
    rolldownOptions: {
      input: { site: join(clientRoot, 'index.html'), room: join(clientRoot, 'room.html') },
      // "use client" in libraries speaks to servers that render pages; there is none here.
      checks: { moduleLevelDirective: false },
      output: { codeSplitting: { groups: [{ name: chunkOfBoth }] } },
    },
  },
  server: {
    proxy: {
      '/api': devServerUrl,
      '/files': devServerUrl,
      '/q/': devServerUrl,
      '/socket.io': { target: devServerUrl, ws: true },
    },
  },
  plugins: [
    roomPageInDev(),
    schemasStayOut(),
    leaveOut(),
    firstPaint(),
    layerOrder(),
    fontNotice(),
    precompress(),
  ],
});

/**
 * Left alone, the bundler would cut what both pages use into one file for every set of pages that uses it: two dozen requests
 * before a learner sees anything, each compressed on its own. So what the room and the site share is two files: what the
 * room's entry needs, and what its screen needs besides. What only one of the two uses is the bundler's to place.
 */
function chunkOfBoth(moduleId: string, graph: ModuleGraph): string | null {
  reach ??= {
    entry: modulesFrom(['room/main.tsx'], graph, 'static'),
    screen: modulesFrom(['room/live/room-screen.tsx'], graph, 'static'),
    site: modulesFrom(['site/main.tsx'], graph, 'all'),
  };
  // Put into every page by Vite itself, for engines that do not fetch ahead.
  if (moduleId.includes('vite/modulepreload-polyfill')) return 'ground';
  if (!reach.site.has(moduleId)) return null;
  if (reach.entry.has(moduleId)) return 'ground';
  return reach.screen.has(moduleId) ? 'panels' : null;
}

type ModuleGraph = Parameters<Rolldown.CodeSplittingNameFunction>[1];

let reach: Record<'entry' | 'screen' | 'site', Set<string>> | undefined;

/** The modules that these files import, and what those import; `all` follows what is imported later as well. */
function modulesFrom(files: string[], graph: ModuleGraph, imports: 'static' | 'all'): Set<string> {
  const found = new Set(files.map((file) => join(clientRoot, file)));
  for (const id of found) {
    const info = graph.getModuleInfo(id);
    for (const imported of info?.importedIds ?? []) found.add(imported);
    for (const later of imports === 'all' ? (info?.dynamicallyImportedIds ?? []) : []) found.add(later);
  }
  return found;
}

/** In production Express serves `room.html` for `/s/*`; the development server has to be told. */
function roomPageInDev(): Plugin {
  return {
    name: 'lectern:room-page',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url?.startsWith('/s/')) request.url = '/room.html';
        next();
      });
    },
  };
}

/**
 * Pages take types from the contracts, never their schemas: zod would be a tenth of a learner's first load, and asks to make code
 * from text, which the pages' policy refuses.
 */
function schemasStayOut(): Plugin {
  return {
    name: 'lectern:schemas-stay-out',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === 'zod')
        this.error(
          `${importer} would bring zod to the pages: import its types only, and put values elsewhere`,
        );
    },
  };
}

/**
 * Leaves out what no page can reach: mediasoup-client's entry draws in its test doubles, its device every browser's handler where
 * `client/media/prepared-device.ts` fetches the one that fits, its transports the channels for data, Socket.IO a transport that is not
 * asked for, and a log that only speaks to who sets `localStorage.debug`. In development everything is there.
 */
function leaveOut(): Plugin {
  const { version } = JSON.parse(
    readFileSync(join(dirname(packages.resolve('mediasoup-client')), '../package.json'), 'utf8'),
  );
  const instead: [RegExp, string][] = [
    // The library asks its own entry for its version, so that comes before what asks.
    [
      /\/mediasoup-client\/lib\/index\.js$/,
      `exports.version = '${version}'; const device = require('./Device'); exports.Device = device.Device; exports.detectDevice = device.detectDevice;`,
    ],
    [
      /\/mediasoup-client\/lib\/Device\.js$/,
      readFileSync(join(dirname(packages.resolve('mediasoup-client')), 'Device.js'), 'utf8').replace(
        /require\("\.\/handlers\/\w+"\)/gu,
        '{}',
      ),
    ],
    [/\/mediasoup-client\/lib\/DataProducer\.js$/, 'exports.DataProducer = undefined;'],
    [/\/mediasoup-client\/lib\/DataConsumer\.js$/, 'exports.DataConsumer = undefined;'],
    // Node's emitter, whole, for a library that only says and hears: one of a third of its size does that.
    [
      /\/node_modules\/events-alias\/events\.js$/,
      "import { EventEmitter as Emitter } from 'eventemitter3'; export class EventEmitter extends Emitter { setMaxListeners() { return this; } }",
    ],
    // Never asked for: connections are WebSocket or polling.
    [/\/engine\.io-client\/build\/esm\/transports\/webtransport\.js$/, 'export const WT = undefined;'],
    [/\/node_modules\/debug\/src\/browser\.js$/, 'module.exports = () => () => {};'],
  ];
  return {
    name: 'lectern:leave-out',
    apply: 'build',
    enforce: 'pre',
    load: (id) => instead.find(([file]) => file.test(id))?.[1] ?? null,
  };
}

/**
 * Puts two things at the top of each page: the blocking script that applies the chosen theme and language
 * before anything is drawn (a strict Content-Security-Policy has no room for it inside the HTML), and
 * preloads of the two font files that every text in Vietnamese needs.
 */
function firstPaint(): Plugin {
  const source = join(clientRoot, 'lib/first-paint.js');
  let scriptUrl = '/lib/first-paint.js';
  return {
    name: 'lectern:first-paint',
    buildStart() {
      if (this.meta.watchMode || this.environment.mode === 'dev') return;
      const id = this.emitFile({
        type: 'asset',
        name: 'first-paint.js',
        source: readFileSync(source, 'utf8'),
      });
      scriptUrl = `/${this.getFileName(id)}`;
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const fonts = Object.keys(bundle ?? {}).filter((file) =>
          /be-vietnam-pro-(vietnamese|latin)-400-.*\.woff2$/.test(file),
        );
        const preloads = fonts.map(
          (file): HtmlTagDescriptor => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: true },
            injectTo: 'head-prepend',
          }),
        );
        return [{ tag: 'script', attrs: { src: scriptUrl }, injectTo: 'head-prepend' }, ...preloads];
      },
    },
  };
}

/** A page may load a component's stylesheet before the base one, so each of them says the order of the layers. */
function layerOrder(): Plugin {
  const order = '@layer reset,base,components,pages,utilities;';
  return {
    name: 'lectern:layer-order',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = order + text(file.source);
      }
    },
  };
}

/** The bundler gathers the licences of scripts; the font's has to be added. */
function fontNotice(): Plugin {
  const licence = packages.resolve('@fontsource/be-vietnam-pro/LICENSE');
  return {
    name: 'lectern:font-notice',
    async writeBundle({ dir = '' }) {
      const file = join(dir, noticesFile);
      const notices = await readFile(file, 'utf8');
      const font = await readFile(licence, 'utf8');
      // The mark at the beginning says that it is UTF-8: a text file has no other way, and © is in every licence.
      await writeFile(file, `\ufeff${notices.trimEnd()}\n\n## Be Vietnam Pro (OFL-1.1)\n\n${font.trim()}\n`);
    },
  };
}

/** Writes `.br` and `.gz` beside every text file, so that the server never compresses while it serves. */
function precompress(): Plugin {
  const compressible = /\.(js|css|html|svg|json|txt|webmanifest)$/;
  /** Below one packet there is nothing to win. */
  const minBytes = 1_400;
  return {
    name: 'lectern:precompress',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir = '' }, bundle) {
        const files = Object.keys(bundle).filter((file) => compressible.test(file));
        await Promise.all(files.map((file) => compressFile(join(dir, file), minBytes)));
      },
    },
  };
}

async function compressFile(path: string, minBytes: number): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < minBytes) return;
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: { [zlib.BROTLI_PARAM_QUALITY]: 11, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)]);
}

function text(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
