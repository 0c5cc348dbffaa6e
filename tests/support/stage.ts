import type { TestPerson } from './factories.ts';
import { dtlsParameters, opusParameters, simulcastParameters } from './fake-media.ts';
import type { TestPage } from './test-client.ts';

/** A page that sends something, as far as the server can tell. */
export async function publish(
  page: TestPage,
  source: 'microphone' | 'camera' | 'screen' = 'microphone',
): Promise<{ producerId: string; transportId: string }> {
  const epoch = page.joined?.media.epoch ?? 0;
  const { transportId } = await page.request('media:open_send', { epoch });
  await page.request('media:connect', { epoch, transportId, dtlsParameters });
  const { producerId } = await page.request('media:publish', {
    epoch,
    transportId,
    source,
    paused: false,
    rtpParameters: source === 'microphone' ? opusParameters() : simulcastParameters(),
  });
  return { producerId, transportId };
}

/** Asked by staff, agreed, checked, on. */
export async function bringOnStage(
  staffPage: TestPage,
  page: TestPage,
  { personId }: TestPerson,
): Promise<void> {
  await staffPage.request('stage:invite', { personId });
  await page.request('stage:answer', { accepted: true });
  await page.request('stage:enter', {});
}
