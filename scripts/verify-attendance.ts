import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readProcessConfig } from '#server/core/config.ts';
import { DatabaseOpenError } from '#server/core/db/database-errors.ts';
import { type Database, openDatabase } from '#server/core/db/open-database.ts';
import type { ChainHead } from '#server/features/attendance/record/chain.ts';
import { type Rebuilding, rebuildLeases } from '#server/features/attendance/verify/rebuild-leases.ts';
import { type SessionVerdict, verifySession } from '#server/features/attendance/verify/verify-session.ts';

const help = `npm run verify-attendance -- SESSION [--head SEQ:HASH] [--rebuild]

Computes a session’s attendance again from its record, and compares it with everything that is kept
beside the record: the chain itself, the times of the session and its topics, who was connected when,
presence checks, halls, viewers’ codes, the rule, corrections, results and who qualifies.

  SESSION     the code in its link (/s/CODE), or its id
  --head      a head that was told earlier: of a list, a pack (manifest.json, chains) or an earlier run of
              this; says whether the record still goes on from it. Without one, a record that was
              cut off together with its head cannot be told from a shorter one
  --rebuild   makes the rows of presence anew from the record first, and says what differed;
              only once the session is over and nobody is connected any more
  --help      this

Exit code 0: all of it agrees. 1: something does not, and is named. 2: it could not be looked at, and why.
DATABASE_URL or LECTERN_DATA_DIR say where the database is, as for the server.`;
const exitCode = { agrees: 0, differs: 1, failed: 2 } as const;
/** The rest is of the same kind, more often than not. */
const SHOWN_MAX = 50;

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === 'help') {
    console.log(help);
    return exitCode.agrees;
  }
  if (!asked) {
    console.error(help);
    return exitCode.failed;
  }
  const database = await open();
  if (!database) return exitCode.failed;
  try {
    const { session, earlierHead, rebuild } = asked;
    const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(session);
    const found = await database.prisma.session.findUnique({
      where: isId ? { id: session } : { code: session },
      select: { id: true },
    });
    if (!found) {
      console.error(
        `There is no session “${session}” in this database. SESSION is the code in its link (/s/CODE), or its id.`,
      );
      return exitCode.failed;
    }
    if (rebuild && !tellRebuilding(await rebuildLeases(database.prisma, found.id))) return exitCode.failed;
    const verdict = await verifySession(database.prisma, found.id, { earlierHead });
    tell(verdict, earlierHead);
    return verdict.disagreements.length === 0 ? exitCode.agrees : exitCode.differs;
  } finally {
    await database.close();
  }
}

interface Asked {
  session: string;
  earlierHead: ChainHead | undefined;
  rebuild: boolean;
}

function readArguments(): Asked | 'help' | undefined {
  try {
    const { values, positionals } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        head: { type: 'string' },
        rebuild: { type: 'boolean' },
      },
      allowPositionals: true,
    });
    if (values.help) return 'help';
    const [session, ...others] = positionals;
    if (!session || others.length > 0) return undefined;
    const earlierHead = values.head === undefined ? undefined : readHead(values.head);
    return { session, earlierHead, rebuild: values.rebuild ?? false };
  } catch (error) {
    // An option that there is none of, or a head that is none: the error says which.
    console.error(`${error instanceof Error ? error.message : error}\n`);
    return undefined;
  }
}

function readHead(text: string): ChainHead {
  const [, seq, hash] = /^([1-9]\d{0,8}):([0-9a-f]{64})$/iu.exec(text.trim()) ?? [];
  if (!seq || !hash)
    throw new Error(
      `“${text}” is no head of a record: --head wants the number of its last event, a colon, and all 64 hex digits of its hash.`,
    );
  return { seq: Number(seq), hash: Buffer.from(hash, 'hex') };
}

async function open(): Promise<Database | undefined> {
  const { databaseUrl: url, dataDir } = readProcessConfig();
  // An empty database would be made here, and found without the session.
  if (!url && !existsSync(path.join(dataDir, 'database'))) {
    console.error(`There is no database of Lectern in ${dataDir}. LECTERN_DATA_DIR says where it is.`);
    return undefined;
  }
  try {
    return await openDatabase({ url, dataDir, log: { info() {}, warn: console.warn, error: console.error } });
  } catch (error) {
    if (!(error instanceof DatabaseOpenError)) throw error;
    console.error(error.message);
    if (!url)
      console.error(
        'The embedded database is open to one program at a time: stop the server, run this, and start it again. With DATABASE_URL this runs beside it.',
      );
    return undefined;
  }
}

const refusals: Record<(Rebuilding & { done: false })['why'], string> = {
  chain: 'the record itself was changed, and would make wrong rows. Without --rebuild this says where.',
  events: 'events of the record contradict each other. Without --rebuild this says which.',
  open: 'the session is not over, or somebody is still connected: their row is ahead of the record. After a crash, start the server once.',
  empty: 'nothing was ever recorded of this session.',
};

function tellRebuilding(rebuilding: Rebuilding): boolean {
  if (!rebuilding.done) {
    console.error(`Nothing was rebuilt: ${refusals[rebuilding.why]}`);
    return false;
  }
  const { rows, differed } = rebuilding;
  if (differed.length === 0) {
    console.log(
      rows === 1
        ? 'Nothing had to be rebuilt: the 1 row of presence is what the record says.'
        : `Nothing had to be rebuilt: all ${rows} rows of presence are what the record says.`,
    );
    return true;
  }
  console.log(
    `The ${rows} ${rows === 1 ? 'row of presence was' : 'rows of presence were'} made anew from the record. What differed:`,
  );
  tellSome(differed);
  return true;
}

/** What decides about attendance and certificates as well, and stands in no event. */
const notVouchedFor =
  'test scores, the words of objections, who made the rule and why, the files of signed sheets, and since when learners are enrolled';

function tell(verdict: SessionVerdict, earlierHead: ChainHead | undefined): void {
  const { title, sessionId, head, events, connections, people, checks } = verdict;
  const { comparedResults, notes, disagreements } = verdict;
  console.log(`${title} (${sessionId})`);
  if (head) {
    const counts = [
      countOf(events, 'event'),
      `${countOf(connections, 'connection')} of ${countOf(people, 'person', 'people')}`,
      countOf(checks, 'presence check'),
      `${countOf(comparedResults, 'result')} computed again`,
    ];
    console.log(`  ${counts.join(', ')}`);
    console.log(`  head of the chain: ${head.seq}:${Buffer.from(head.hash).toString('hex')}`);
  }
  for (const note of notes) console.log(`! ${note}`);
  const [first, ...others] = disagreements;
  if (!first) {
    console.log(
      `✓ The chain is whole${earlierHead ? `, goes on from event ${earlierHead.seq} as that head has it,` : ''} and vouches for times, connections, presence checks, halls, codes, the figures of the rule, corrections and results: those that are kept beside it agree with it.`,
    );
    console.log(`  It says nothing of what it does not hold: ${notVouchedFor}.`);
    if (!earlierHead)
      console.log('  Nor, without --head, of events that were cut off at its end together with its head.');
    return;
  }
  const count = disagreements.length === 1 ? '1 thing does' : `${disagreements.length} things do`;
  console.log(`✗ ${count} not agree. The first, in the ${first.in}: ${first.says}`);
  tellSome(others.map(({ in: where, says }) => `${where}: ${says}`));
}

function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function tellSome(all: string[]): void {
  for (const each of all.slice(0, SHOWN_MAX)) console.log(`  ${each}`);
  if (all.length > SHOWN_MAX) console.log(`  … and ${all.length - SHOWN_MAX} more`);
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = exitCode.failed;
}
