import type { Browser } from 'playwright-core';
import { makeSlideDeckPdf } from '#prisma/seed-materials.ts';
import type { App } from '#server/app.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { Factories, type TestSession } from '#tests/support/factories.ts';
import { goOnAir, openControlRoom } from '#tests/support/room-pages.ts';
import { startBenchApp } from './bench-app.ts';

export interface ClassRoom {
  app: App;
  session: TestSession;
  make: Factories;
}

/** A live class: a trainer on air with Chromium's fake camera and microphone, and the first page of a deck on the wall. */
export async function openClassRoom(browser: Browser, env: Record<string, string> = {}): Promise<ClassRoom> {
  const app = await startBenchApp(env);
  const make = new Factories(app);
  const series = await make.makeSeries({ topics: 1 });
  const session = await make.makeSession({ series });
  const trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');

  const pdf = makeSlideDeckPdf({
    title: 'Câu chuyện sản phẩm',
    slides: [{ heading: 'Phần 1', lines: ['Nguyên liệu'] }],
  });
  const path = `/api/topics/${series.topicIds[0]}/materials`;
  const query = new URLSearchParams({ clientId: crypto.randomUUID(), fileName: 'slides.pdf' });
  const { body: material } = await trainer.client.http<MaterialDto>(
    'POST',
    `${path}?${query}`,
    new Uint8Array(pdf),
  );
  await waitUntil(async () => {
    const { body } = await trainer.client.http<{ materials: MaterialDto[] }>('GET', path);
    return body.materials.some(({ state }) => state === 'ready');
  });
  const page = await trainer.client.join(session.code);
  await page.request('slide:lead', { slide: { materialId: material.materialId, page: 1 } });
  page.close();

  const control = await openControlRoom(browser, { url: app.url, code: session.code, person: trainer });
  await goOnAir(control.page);
  await waitUntil(async () => (app.live.rooms.find(session.sessionId)?.media.publications.length ?? 0) >= 2);
  return { app, session, make };
}

/** Asks every tenth of a second; rejects after two minutes. */
async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + 120_000;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs) throw new Error('waited two minutes in vain');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
