import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Config, projectRoot } from '#server/core/config.ts';
import { findChromium } from '../set-up/chromium.mjs';
import { isClientBuilt } from '../set-up/client-build.mjs';
import { findMediaWorker } from '../set-up/media-worker.mjs';
import { answersMediasoup } from '../set-up/media-worker-check.mjs';
import { type Finding, fine, hint, problem } from './finding.ts';

const bytesPerGigabyte = 1e9;
/** Below this the database may stop in the middle of a session. */
const freeGigabytesMin = 0.5;
/** The materials of one series: some forty decks with their pages in three widths. */
const freeGigabytesWanted = 5;

/** What set-up brings, and room on the disk. */
export async function* checkMachine(config: Config | undefined): AsyncGenerator<Finding> {
  yield fine(`Node ${process.versions.node}, the project's own`);
  yield fine('The dependencies are those of package-lock.json');
  yield isClientBuilt()
    ? fine('The pages are built')
    : hint('The pages are not built from this code', '`npm start` builds them, `npm run dev` needs none.');
  yield checkMediaWorker();
  if (config) yield await checkDisk(config.dataDir);
  const chromium = findChromium();
  yield chromium
    ? fine(`Chromium for the tests: ${chromium}`)
    : hint('There is no Chromium', 'Only the tests need it; `npm test` installs it, or says how.');
}

function checkMediaWorker(): Finding {
  const file = findMediaWorker();
  if (!file) return problem('There is no media worker that starts', '`npm start` fetches or builds it.');
  return answersMediasoup(file)
    ? fine(`The media worker starts and fits the installed mediasoup: ${file}`)
    : problem(
        `The media worker does not fit the installed mediasoup: ${file}`,
        'Remove it, or MEDIASOUP_WORKER_BIN that names it, then `npm start`.',
      );
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(findExisting(dataDir));
  const free = (bavail * bsize) / bytesPerGigabyte;
  const text = `${free.toFixed(1)} GB are free for the data in ${dataDir}`;
  if (free < freeGigabytesMin) return problem(text, 'Make room, or name another folder (LECTERN_DATA_DIR).');
  return free < freeGigabytesWanted ? hint(text, 'Materials of one series may need several.') : fine(text);
}

/** The folder itself, or the one it will be made in. */
function findExisting(folder: string): string {
  if (existsSync(folder) || folder === path.dirname(folder)) return folder;
  return findExisting(path.dirname(path.resolve(projectRoot, folder)));
}
