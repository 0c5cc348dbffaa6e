import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { makeSlideDeckPdf } from '#prisma/seed-materials.ts';
import type { AppErrorDto } from '#shared/errors.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import type { TestPerson } from './factories.ts';
import type { HttpAnswer } from './test-client.ts';

/** Rendering runs behind everything else on the machine, and tests share its cores. */
const RENDER_WAIT_MS = 60_000;

export type Answer<Body> = HttpAnswer<Body & { error?: AppErrorDto }>;

export interface UploadOptions {
  topicId: string;
  bytes: Uint8Array | ReadableStream;
  fileName?: string;
  clientId?: string;
}

export function makeDeck(slides: number): Buffer {
  return makeSlideDeckPdf({
    title: 'Xây dựng câu chuyện sản phẩm OCOP',
    slides: Array.from({ length: slides }, (_, index) => ({
      heading: `Bước ${index + 1}: kể bằng lời của người làng`,
      lines: ['Chọn một nhân vật', 'Tìm điểm khác biệt', 'Kết thúc bằng lời mời'],
    })),
  });
}

export async function upload(
  person: Pick<TestPerson, 'client'>,
  options: UploadOptions,
): Promise<Answer<MaterialDto>> {
  const { topicId, bytes, fileName = 'Bài giảng.pdf', clientId = randomUUID() } = options;
  const query = new URLSearchParams({ clientId, fileName });
  return person.client.http('POST', `/api/topics/${topicId}/materials?${query}`, bytes);
}

export async function listMaterials(
  person: Pick<TestPerson, 'client'>,
  topicId: string,
): Promise<MaterialDto[]> {
  const { body } = await person.client.http<{ materials: MaterialDto[] }>(
    'GET',
    `/api/topics/${topicId}/materials`,
  );
  return body.materials;
}

/** Waits until the renderer is through with it. */
export async function waitForMaterial(
  person: TestPerson,
  { topicId, materialId }: { topicId: string; materialId: string },
): Promise<MaterialDto> {
  return vi.waitFor(
    async () => {
      const found = (await listMaterials(person, topicId)).find(
        (material) => material.materialId === materialId,
      );
      if (!found || found.state === 'processing')
        throw new Error(`the material is ${found?.state ?? 'gone'}`);
      return found;
    },
    { timeout: RENDER_WAIT_MS, interval: 250 },
  );
}

/** A material that learners see. */
export async function uploadReady(
  person: TestPerson,
  options: Partial<UploadOptions> & { topicId: string },
): Promise<MaterialDto> {
  const answer = await upload(person, { bytes: makeDeck(2), ...options });
  if (answer.status !== 200) throw new Error(`upload refused: ${JSON.stringify(answer.body)}`);
  const material = await waitForMaterial(person, answer.body);
  if (material.state !== 'ready') throw new Error(`material ${material.state}: ${material.failure}`);
  return material;
}
