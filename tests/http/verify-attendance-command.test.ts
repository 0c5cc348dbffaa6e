import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { openDatabase } from '#server/core/db/open-database.ts';
import { type Classroom, makeClassroom, move, runTopic } from '#tests/support/classroom.ts';
import { Factories, type TestPerson } from '#tests/support/factories.ts';
import { quietLog } from '#tests/support/quiet-log.ts';
import { ServerProcess } from '#tests/support/server-process.ts';
import { verifyInShell } from '#tests/support/verify-command.ts';

/** Ten commands, a server that starts and one that ends: half a minute by themselves. */
const COMMANDS_MS = 240_000;

it(
  'the command looks at a folder of data, says by its code what came of it, and rebuilds the rows of presence',
  async () => {
    let room!: Classroom;
    let hoa!: TestPerson;
    const server = await ServerProcess.start({
      prepare: async (world) => {
        const make = new Factories(world);
        room = await makeClassroom(make, { state: 'lobby' });
        hoa = await make.makeLearner(room.series.seriesId, 'Nguyễn Thị Hoa');
      },
    });
    const verify = (...args: string[]) => verifyInShell(args, { LECTERN_DATA_DIR: server.dataDir });
    const { sessionId, code: link } = room.session;
    try {
      const page = await hoa.client.join(link);
      await move(room, 'start');
      await runTopic(room, room.series.topicIds[0]);
      expect(await verify(link)).toMatchObject({ code: 2, text: expect.stringContaining('stop the server') });
      await move(room, 'end');
      page.close();
      await vi.waitUntil(
        async () => {
          const path = `/api/sessions/${sessionId}/attendance`;
          const { body } = await room.trainer.client.http<{ rows: { present: boolean }[] }>('GET', path);
          return body.rows.length > 0 && body.rows.every(({ present }) => !present);
        },
        { timeout: 60_000, interval: 500 },
      );
      await server.kill('SIGTERM');

      expect(await verify(link)).toMatchObject({
        code: 0,
        text: expect.stringContaining('✓ The chain is whole'),
      });
      const { text } = await verify(link);
      expect(text).toContain('nothing of what it does not hold: test scores');
      const head = /head of the chain: (\d+:[0-9a-f]{64})/u.exec(text)?.[1] ?? '';
      expect(await verify(link, '--head', head)).toMatchObject({
        code: 0,
        text: expect.stringContaining(`goes on from event ${head.split(':')[0]}`),
      });
      expect(await verify(link, '--head', `999:${head.split(':')[1]}`)).toMatchObject({
        code: 1,
        text: expect.stringContaining('its end was cut off'),
      });
      expect(await verify(link, '--head', '12:abc')).toMatchObject({
        code: 2,
        text: expect.stringContaining('“12:abc” is no head of a record'),
      });
      expect(await verify('--help')).toMatchObject({ code: 0, text: expect.stringContaining('--rebuild') });
      expect(await verify(randomUUID())).toMatchObject({
        code: 2,
        text: expect.stringContaining('There is no session'),
      });

      const database = await openDatabase({ dataDir: server.dataDir, log: quietLog });
      await database.prisma.presenceInterval.updateMany({ data: { startedAt: new Date(0) } });
      await database.close();
      expect(await verify(sessionId)).toMatchObject({ code: 1, text: expect.stringContaining(hoa.personId) });
      expect(await verify('--rebuild', sessionId)).toMatchObject({
        code: 0,
        text: expect.stringMatching(new RegExp(`made anew[^✓]*${hoa.personId}[^✓]*✓`, 'u')),
      });
    } finally {
      await server.close();
    }
  },
  COMMANDS_MS,
);
