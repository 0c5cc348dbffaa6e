// `npm run picture`: makes docs/images/room.png, the picture in the README, from the seed story: a real room with a trainer
// on air. The trainer's camera is a drawing, since nobody's face belongs into a repository.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import sharp from 'sharp';
import { startBenchApp } from '#bench/support/bench-app.ts';
import { seedPassword, seedStory } from '#prisma/seed.ts';
import { seedMaterials } from '#prisma/seed-upload.ts';
import { projectRoot } from '#server/core/config.ts';
import { launchBrowser, openBrowserContext } from '#tests/support/browser.ts';
import { goOnAir } from '#tests/support/room-pages.ts';
import { TestClient } from '#tests/support/test-client.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'lectern-picture-'));
const camera = path.join(folder, 'trainer.mjpeg');
await writeFile(camera, await drawTrainer());

const app = await startBenchApp();
const story = await seedStory(app.context);
const { topicIds, liveSession, learners, trainers } = story;
const session = await app.context.db.session.findUniqueOrThrow({
  where: { id: liveSession?.sessionId ?? '' },
  include: { topics: true },
});
const numbers = session.topics.map(({ topicId }) => topicIds.indexOf(topicId) + 1);
await seedMaterials({ url: app.url, db: app.context.db }, story, { topics: numbers });

const browser = await launchBrowser({ args: [`--use-file-for-fake-video-capture=${camera}`] });
const signedIn = new TestClient(app.url);
await signedIn.http('POST', '/api/sign-in', { login: trainers[0].email, password: seedPassword });
const options = {
  url: app.url,
  cookie: signedIn.cookieHeader.split('; ').find((pair) => pair.startsWith('lectern=')) ?? '',
};
const trainer = await (await openBrowserContext(browser, options)).newPage();
await trainer.goto(`/s/${session.code}`);
await trainer.getByRole('button', { name: 'Vào phòng điều khiển' }).click();
await goOnAir(trainer);

const [me] = learners;
const learner = await (await openBrowserContext(browser, { url: app.url })).newPage();
await learner.goto(`/s/${session.code}#k=${me?.linkToken}`);
await learner.getByRole('button', { name: 'Vào lớp' }).click();
await learner
  .getByRole('img', { name: /^Trang \d+ trên/u })
  .first()
  .waitFor();
await learner.waitForFunction(() =>
  [...document.querySelectorAll('video')].some((video) => video.videoWidth > 0 && video.currentTime > 3),
);
const picture = path.join(projectRoot, 'docs/images/room.png');
await mkdir(path.dirname(picture), { recursive: true });
await writeFile(
  picture,
  await sharp(await learner.screenshot())
    .png({ palette: true, quality: 90 })
    .toBuffer(),
);

await browser.close();
await app.close();
await rm(folder, { recursive: true, force: true });
console.log(`made ${path.relative(projectRoot, picture)}`);
process.exit(0);

/** A few frames are enough: the fake camera plays them in a circle. */
async function drawTrainer(): Promise<Buffer> {
  const frame = await sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720">
      <rect width="1280" height="720" fill="#d9cfbb"/>
      <rect x="820" y="90" width="330" height="250" rx="6" fill="#b9a98a"/>
      <path d="M820 300 L930 200 L1010 265 L1080 215 L1150 280 L1150 340 L820 340 Z" fill="#6d7f5c"/>
      <rect x="90" y="420" width="210" height="300" fill="#8d6e4f"/>
      <path d="M195 420 C150 330 120 300 110 250 C170 270 190 330 195 420 C200 320 235 270 285 245 C285 320 235 350 195 420" fill="#4f6b46"/>
      <path d="M330 720 C340 560 470 500 640 500 C810 500 940 560 950 720 Z" fill="#14574a"/>
      <path d="M575 505 L640 590 L705 505 Z" fill="#f4efe4"/>
      <path d="M590 440 h100 v75 q-50 40 -100 0 Z" fill="#c98f69"/>
      <ellipse cx="640" cy="330" rx="112" ry="138" fill="#d9a47c"/>
      <path d="M522 330 C500 170 590 150 645 152 C745 150 785 220 758 335 C748 270 720 235 690 225 C640 255 560 250 540 262 C530 285 526 305 522 330 Z" fill="#2b211c"/>
      <ellipse cx="596" cy="330" rx="9" ry="11" fill="#2b211c"/><ellipse cx="684" cy="330" rx="9" ry="11" fill="#2b211c"/>
      <path d="M600 396 Q640 430 682 396" stroke="#8c4a3a" stroke-width="9" fill="none" stroke-linecap="round"/>
      <path d="M636 340 Q628 368 644 372" stroke="#b57d58" stroke-width="6" fill="none" stroke-linecap="round"/>
    </svg>`),
  )
    .jpeg({ quality: 92 })
    .toBuffer();
  return Buffer.concat(Array.from({ length: 10 }, () => frame));
}
