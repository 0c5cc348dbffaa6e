/** Creates rows one after the other, and prints between which two moments (of the trace's clock) that was. */
import { openDatabase } from '#server/core/db/open-database.ts';
import { quietLog } from '#tests/support/quiet-log.ts';

const [dataDir = '', rows = '0'] = process.argv.slice(2);
const database = await openDatabase({ dataDir, log: quietLog });
const startedAt = traceClock();
for (let i = 0; i < Number(rows); i++) {
  await database.prisma.person.create({ data: { name: 'Hà', nameFolded: 'ha' } });
}
const endedAt = traceClock();
await database.close();
console.log(JSON.stringify({ startedAt, endedAt }));

function traceClock(): number {
  return Number(process.hrtime.bigint() / 1000n);
}
