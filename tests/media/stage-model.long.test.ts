import { observer, type types } from 'mediasoup';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExclusionDto } from '#shared/features/order.ts';
import type { RequestInput, RequestName } from '#shared/protocol.ts';
import { Factories, type TestPerson, type TestSession } from '#tests/support/factories.ts';
import { publish } from '#tests/support/stage.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import type { TestPage } from '#tests/support/test-client.ts';

const STEPS = 10_000;
/** The world is held against the model this often, and in the end. */
const LOOK_EVERY = 500;
const WORKER_DIES_EVERY = 1_700;
const PAGES_MAX = 3;
const SEED = 20_261_126;

/** What a person has by what the server has acknowledged to them, and nothing else. */
interface Learner {
  person: TestPerson;
  pages: TestPage[];
  exclusionId: string | undefined;
  hasHand: boolean;
  stage: 'audience' | 'invited' | 'checking' | 'on_stage';
}

let app: TestApp;
let session: TestSession;
let staff: TestPerson;
let staffPage: TestPage;
const learners: Learner[] = [];
/** All that are open, on whichever worker. */
const transports = new Set<types.Transport>();

beforeAll(async () => {
  observer.on('newworker', (worker) =>
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        transports.add(transport);
        transport.observer.once('close', () => transports.delete(transport));
      }),
    ),
  );
  app = await startTestApp({
    env: { LECTERN_MEDIA_WORKERS: '2' },
    options: { rateLimitFactor: 10_000 },
  });
  const make = new Factories(app);
  const series = await make.makeSeries();
  session = await make.makeSession({ series });
  staff = await make.makeTrainer(series.seriesId);
  staffPage = await staff.client.join(session.code);
  for (let count = 0; count < 7; count += 1) {
    const person = await make.makeLearner(series.seriesId);
    learners.push({ person, pages: [], exclusionId: undefined, hasHand: false, stage: 'audience' });
  }
});
afterAll(async () => {
  // Each death is logged as what it is.
  expect(app.loggedErrors.splice(0).every((line) => /media worker/u.test(line))).toBe(true);
  await app.close();
});

/** The same steps each time (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Whether the server did it. What it refuses by name is as good an answer; what it does not name fails the test. */
async function tryRequest<Name extends RequestName>(
  page: TestPage,
  name: Name,
  input: RequestInput<Name>,
): Promise<boolean> {
  const ack = await page.requestRaw(name, input);
  if (!ack.ok) expect(['wrong_state', 'not_allowed', 'not_found', 'not_joined']).toContain(ack.error.code);
  return ack.ok;
}

function forget(learner: Learner): void {
  learner.hasHand = false;
  learner.stage = 'audience';
}

type Step = (
  learner: Learner,
  page: TestPage | undefined,
  random: (below: number) => number,
) => Promise<void>;

const join: Step = async (learner) => {
  if (learner.exclusionId || learner.pages.length >= PAGES_MAX) return;
  learner.pages.push(await learner.person.client.join(session.code));
};

const leave: Step = async (learner, page) => {
  if (!page) return;
  await page.request('room:leave', {});
  page.close();
  learner.pages = learner.pages.filter((other) => other !== page);
  if (learner.pages.length === 0) forget(learner);
};

/** Without a goodbye: hand and place are kept. */
const cut: Step = async (learner, page) => {
  if (!page) return;
  const { id } = page.socket;
  page.socket.io.engine.close();
  learner.pages = learner.pages.filter((other) => other !== page);
  const isHere = (): boolean =>
    [...(app.live.rooms.find(session.sessionId)?.peers ?? [])].some(({ socket }) => socket.id === id);
  // Until the server has noticed, a goodbye of another page would not be the last.
  await expect.poll(isHere, { interval: 5, timeout: 15_000 }).toBe(false);
};

const raise: Step = async (learner, page) => {
  if (page && (await tryRequest(page, 'hand:raise', {}))) learner.hasHand = true;
};

const lower: Step = async (learner, page) => {
  if (page && (await tryRequest(page, 'hand:lower', {}))) learner.hasHand = false;
};

const invite: Step = async (learner, page) => {
  if (!page) return;
  await staffPage.request('stage:invite', { personId: learner.person.personId });
  if (learner.stage === 'audience') learner.stage = 'invited';
};

const answer: Step = async (learner, page, random) => {
  if (!page) return;
  const accepted = random(4) > 0;
  const isDone = await tryRequest(page, 'stage:answer', { accepted });
  if (!isDone || learner.stage === 'on_stage') return;
  if (!accepted) learner.stage = 'audience';
  else if (learner.stage === 'invited') learner.stage = 'checking';
};

const enter: Step = async (learner, page) => {
  if (!page || !(await tryRequest(page, 'stage:enter', {}))) return;
  // Nobody is on stage who did not agree.
  expect(['checking', 'on_stage']).toContain(learner.stage);
  learner.hasHand = learner.stage === 'on_stage' && learner.hasHand;
  learner.stage = 'on_stage';
};

const stepDown: Step = async (learner, page) => {
  if (page && (await tryRequest(page, 'stage:leave', {}))) learner.stage = 'audience';
};

const demote: Step = async (learner) => {
  await staffPage.request('stage:remove', { personId: learner.person.personId });
  learner.stage = 'audience';
};

const send: Step = async (learner, page) => {
  if (!page) return;
  const sent = await publish(page).then(
    () => true,
    (refusal: unknown) => {
      // A worker that has just died took the page's media along: a real page begins again.
      expect(refusal).toMatchObject({
        error: {
          code: expect.stringMatching(/not_allowed|media_reset|media_unavailable|not_found|not_joined/u),
        },
      });
      return false;
    },
  );
  if (sent) expect(learner.stage).toBe('on_stage');
};

const showOut: Step = async (learner) => {
  if (learner.exclusionId) return;
  const path = `/api/sessions/${session.sessionId}/exclusions`;
  const { personId } = learner.person;
  const body = { personId, kind: 'removed_from_room', reason: 'disturbing', note: '' };
  const { status, body: exclusion } = await staff.client.http<ExclusionDto>('POST', path, body);
  expect(status).toBe(200);
  learner.exclusionId = exclusion.exclusionId;
  for (const page of learner.pages) await page.waitForClose();
  learner.pages = [];
  forget(learner);
};

const letIn: Step = async (learner) => {
  if (!learner.exclusionId) return;
  const path = `/api/sessions/${session.sessionId}/exclusions/${learner.exclusionId}`;
  expect((await staff.client.http('DELETE', path)).status).toBe(200);
  learner.exclusionId = undefined;
};

/** Each as often as it stands here. */
const steps: readonly Step[] = [
  ...[join, join, join, join, leave, cut, cut],
  ...[raise, raise, lower],
  ...[invite, invite, invite, answer, answer, answer, enter, enter, enter, stepDown, demote],
  ...[send, send, send],
  ...[showOut, letIn, letIn],
];

const sorted = (items: Iterable<string>): string[] => [...items].sort();

async function readWorld() {
  const { db } = app.context;
  const { sessionId } = session;
  const room = app.live.rooms.find(sessionId);
  const peers = [...(room?.peers ?? [])];
  const connections = new Set(peers.map(({ connectionId }) => connectionId));
  const maySend = new Set(
    peers.filter((peer) => room?.speakers.roleOf(peer) !== 'learner').map(({ connectionId }) => connectionId),
  );
  const onStage = await db.stageMember.findMany({ where: { sessionId, state: 'ON_STAGE' } });
  const hands = await db.raisedHand.findMany({ where: { sessionId } });
  const ofNobody: string[] = [];
  for (const { appData } of transports) {
    // Pipes between the room's own routers belong to the room.
    if (!('direction' in appData)) continue;
    const owners = appData.direction === 'send' ? maySend : connections;
    if (!owners.has(String(appData.connectionId)))
      ofNobody.push(`${appData.direction} ${appData.connectionId}`);
  }
  const senders = new Set((room?.media.publications ?? []).map(({ personId }) => personId));
  return {
    here: sorted(peers.map(({ socket }) => socket.id)),
    learners: room?.presence().learners,
    onStage: sorted(onStage.map(({ personId }) => personId)),
    hands: sorted(hands.map(({ personId }) => personId)),
    ofNobody,
    sendersOffStage: [...senders].filter(
      (personId) => !onStage.some((member) => member.personId === personId),
    ),
  };
}

function readModel() {
  const present = learners.filter(({ pages }) => pages.length > 0);
  const idsWhere = (fits: (learner: Learner) => boolean) =>
    sorted(learners.filter(fits).map(({ person }) => person.personId));
  return {
    here: sorted([staffPage, ...learners.flatMap(({ pages }) => pages)].map(({ socket }) => socket.id ?? '')),
    learners: present.length,
    onStage: idsWhere(({ stage }) => stage === 'on_stage'),
    hands: idsWhere(({ hasHand }) => hasHand),
    ofNobody: [],
    sendersOffStage: [],
  };
}

it(`after ${STEPS} random steps the list is the truth, and no media object belongs to nobody (R3, R4, R6, R17, R25)`, async () => {
  const random = seeded(SEED);
  for (let step = 1; step <= STEPS; step += 1) {
    const learner = learners[random(learners.length)];
    const act = steps[random(steps.length)];
    if (!learner || !act) throw new Error('no such step');
    await act(learner, learner.pages[random(learner.pages.length || 1)], random);
    if (step % WORKER_DIES_EVERY === 0) {
      const { workers } = app.live.workers;
      process.kill(workers[random(workers.length)]?.pid ?? 0, 'SIGKILL');
    }
    if (step % LOOK_EVERY === 0) {
      await expect.poll(readWorld, { timeout: 30_000, message: `after step ${step}` }).toEqual(readModel());
    }
  }

  for (const learner of learners) {
    for (const page of learner.pages) page.close();
    learner.pages = [];
  }
  staffPage.close();
  await expect
    .poll(async () => (await readWorld()).here.length + (await readWorld()).ofNobody.length, {
      timeout: 30_000,
    })
    .toBe(0);
}, 1_200_000);
