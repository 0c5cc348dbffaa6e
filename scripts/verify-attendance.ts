import { ConfigError, readProcessConfig } from '#server/core/config.ts';
import { DatabaseOpenError } from '#server/core/db/database-errors.ts';
import { type Database, openDatabase } from '#server/core/db/open-database.ts';
import { type SessionVerdict, verifySession } from '#server/features/attendance/verify/verify-session.ts';

const usage =
  'npm run verify-attendance -- SESSION, where SESSION is the code in its link (/s/CODE) or its id';
/** The rest is of the same kind, more often than not. */
const SHOWN_MAX = 50;

async function main(session: string | undefined): Promise<number> {
  if (!session) {
    console.error(usage);
    return 1;
  }
  const { databaseUrl: url, dataDir } = readProcessConfig();
  const log = { info() {}, warn: console.warn, error: console.error };
  let database: Database;
  try {
    database = await openDatabase({ url, dataDir, log });
  } catch (error) {
    if (!(error instanceof DatabaseOpenError)) throw error;
    console.error(error.message);
    if (!url)
      console.error(
        'The embedded database is open to one program at a time: stop the server, run this, and start it again. With DATABASE_URL this runs beside it.',
      );
    return 1;
  }
  try {
    const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(session);
    const found = await database.prisma.session.findUnique({
      where: isId ? { id: session } : { code: session },
      select: { id: true },
    });
    if (!found) {
      console.error(`There is no session ${session}. ${usage}`);
      return 1;
    }
    const verdict = await verifySession(database.prisma, found.id);
    tell(verdict);
    return verdict.disagreements.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

function tell({
  title,
  sessionId,
  head,
  events,
  connections,
  people,
  comparedResults,
  notes,
  disagreements,
}: SessionVerdict): void {
  console.log(`${title} (${sessionId})`);
  if (head) {
    console.log(
      `  ${events} events, ${connections} connections of ${people} people, ${comparedResults} results computed again`,
    );
    console.log(`  head of the chain: ${head.seq} ${Buffer.from(head.hash).toString('hex')}`);
  }
  for (const note of notes) console.log(`! ${note}`);
  if (disagreements.length === 0) {
    console.log('✓ The chain is whole, and everything that is kept beside it agrees with it.');
    return;
  }
  const [first] = disagreements;
  console.log(
    `✗ ${disagreements.length} ${disagreements.length === 1 ? 'thing does' : 'things do'} not agree. The first, in the ${first?.in}: ${first?.says}`,
  );
  for (const { in: where, says } of disagreements.slice(1, SHOWN_MAX)) console.log(`  ${where}: ${says}`);
  if (disagreements.length > SHOWN_MAX) console.log(`  … and ${disagreements.length - SHOWN_MAX} more`);
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
