import { setTimeout as delay } from 'node:timers/promises';
import type { PrismaClient } from '#prisma/generated/client.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { type Story, seedPassword } from './seed.ts';
import { seedDecks } from './seed-decks.ts';
import { makeSlideDeckPdf } from './seed-materials.ts';
import { seedSeries, seedTopics } from './seed-programme.ts';
import { SeedRandom } from './seed-random.ts';

/** Eleven decks of five pages are rendered in half a minute; a machine that takes this long has another trouble. */
const RENDER_DEADLINE_MS = 5 * 60_000;
const LOOK_EVERY_MS = 250;
/** The page that the room is on when the story begins. */
const SHOWN_PAGE = 3;

/**
 * Uploads a deck to each topic as its trainer does, over HTTP, and waits until the pages are there; the session that is on then
 * shows a page of its last topic's. A topic that has materials already is left as it is.
 * @param topics their numbers, from 1; all of them unless said
 */
export async function seedMaterials(
  { url, db }: { url: string; db: PrismaClient },
  story: Story,
  { topics = seedDecks.map((_, index) => index + 1) }: { topics?: number[] } = {},
): Promise<void> {
  const trainer = await TrainerBrowser.signIn(url, story.trainers[0].email);
  const random = new SeedRandom(11);
  for (const [index, deck] of seedDecks.entries()) {
    const topicId = story.topicIds[index] ?? '';
    const clientId = random.uuid();
    if (!topics.includes(index + 1)) continue;
    if ((await trainer.listMaterials(topicId)).length > 0) continue;
    const title = seedTopics[index]?.title ?? deck.fileName;
    const pdf = makeSlideDeckPdf({ title, footer: seedSeries.title, slides: deck.slides });
    await trainer.upload({ topicId, clientId, fileName: deck.fileName, pdf });
  }

  const deadlineMs = performance.now() + RENDER_DEADLINE_MS;
  for (const topicId of story.topicIds) await trainer.waitForPages(topicId, deadlineMs);
  await showPage(db, story);
}

async function showPage(db: PrismaClient, { liveSession }: Story): Promise<void> {
  if (!liveSession) return;
  const { sessionId } = liveSession;
  const running = await db.topicWindow.findFirst({ where: { sessionId, endedAt: null } });
  const material = running && (await db.material.findFirst({ where: { topicId: running.topicId } }));
  if (!material) return;
  await db.session.updateMany({
    where: { id: sessionId, slideMaterialId: null },
    data: { slideMaterialId: material.id, slidePage: SHOWN_PAGE },
  });
}

/** What the trainer's browser does. */
class TrainerBrowser {
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, cookie: string) {
    this.#url = url;
    this.#cookie = cookie;
  }

  static async signIn(url: string, login: string): Promise<TrainerBrowser> {
    const stranger = new TrainerBrowser(url, '');
    const body = JSON.stringify({ login, password: seedPassword });
    const response = await stranger.#send('POST', '/api/sign-in', body, 'application/json');
    const cookies = response.headers.getSetCookie().map((header) => header.split(';')[0]);
    return new TrainerBrowser(url, cookies.join('; '));
  }

  async upload(options: { topicId: string; clientId: string; fileName: string; pdf: Buffer }): Promise<void> {
    const { topicId, clientId, fileName, pdf } = options;
    const query = new URLSearchParams({ clientId, fileName });
    const path = `/api/topics/${topicId}/materials?${query}`;
    const response = await this.#send('POST', path, new Uint8Array(pdf), 'application/octet-stream');
    const { materialId } = (await response.json()) as MaterialDto;
    const downloadable = JSON.stringify({ downloadable: true });
    await this.#send('PATCH', `/api/materials/${materialId}`, downloadable, 'application/json');
  }

  async waitForPages(topicId: string, deadlineMs: number): Promise<void> {
    for (;;) {
      const materials = await this.listMaterials(topicId);
      const failed = materials.find(({ state }) => state === 'failed');
      if (failed) throw new Error(`${failed.fileName} could not be rendered: ${failed.failure}`);
      if (materials.every(({ state }) => state === 'ready')) return;
      if (performance.now() > deadlineMs) throw new Error('the slides take too long to be rendered');
      await delay(LOOK_EVERY_MS);
    }
  }

  async listMaterials(topicId: string): Promise<MaterialDto[]> {
    const response = await this.#send('GET', `/api/topics/${topicId}/materials`);
    return ((await response.json()) as { materials: MaterialDto[] }).materials;
  }

  async #send(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    contentType?: string,
  ): Promise<Response> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        origin: this.#url,
        ...(this.#cookie && { cookie: this.#cookie }),
        ...(contentType && { 'content-type': contentType }),
      },
      ...(body === undefined ? {} : { body }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
