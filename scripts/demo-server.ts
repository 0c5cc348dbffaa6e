// Started by `npm run demo`: the real server on data of its own, with the story in it and a way in for every role.
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isEmptyOrStory, type Story, type StoryPerson, seedPassword, seedStory } from '#prisma/seed.ts';
import { seedMaterials } from '#prisma/seed-upload.ts';
import { type App, startApp } from '#server/app.ts';
import { type Config, ConfigError, projectRoot, readProcessConfig } from '#server/core/config.ts';
import { DatabaseOpenError } from '#server/core/db/database-errors.ts';
import { createLog, type Log } from '#server/core/log.ts';

/** What the person who typed the command can mend. */
class DemoError extends Error {}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string', default: 'data-demo' } } });
  const dataDir = path.resolve(projectRoot, values.data);
  // Never into the database that people work with.
  const config = { ...readProcessConfig(), dataDir, databaseUrl: undefined };
  const log = createLog({ level: 'warn', pretty: process.stdout.isTTY === true });
  await prepare(config, log);

  const app = await startApp({ config, log });
  stopOnSignal(app);
  describeWaysIn(config.publicUrl ?? app.url, await seedStory(app.context));
  console.log(`\nEverything is in ${dataDir}; delete it to begin anew. Ctrl-C stops.`);
}

/** Behind closed doors and in plain HTTP, whatever the settings say of certificates and addresses. */
async function prepare(config: Config, log: Log): Promise<void> {
  const aside: Config = { ...config, host: '127.0.0.1', port: 0, publicUrl: undefined, tls: { mode: 'off' } };
  const app = await startApp({ config: aside, log });
  try {
    // The demo's organiser has a password that everybody can read here.
    if (!(await isEmptyOrStory(app.context))) {
      throw new DemoError(
        `${config.dataDir} holds something other than the demo. Name another folder with --data.`,
      );
    }
    const story = await seedStory(app.context);
    console.log('Preparing the slides of eleven topics…');
    await seedMaterials({ url: app.url, db: app.context.db }, story);
  } finally {
    await app.close();
  }
}

function describeWaysIn(origin: string, story: Story): void {
  const { code, title } = story.liveSession ?? story.sessions[0] ?? { code: '', title: '' };
  const signIn = (person: StoryPerson) => `${person.email.padEnd(36)} ${person.name}`;
  console.log(`
Lectern's demo is running at ${origin}

On now: ${title}
  As a learner without a link     ${origin}/s/${code}
${story.learners
  .slice(0, 3)
  .map(({ name, linkToken }) => `  As ${name.padEnd(28)} ${origin}/s/${code}#k=${linkToken}`)
  .join('\n')}

With a password at ${origin}/sign-in?next=${encodeURIComponent(`/series/${story.seriesId}`)}
  Organiser   ${signIn(story.organiser)}
  Trainer     ${signIn(story.trainers[0])}
  Trainer     ${signIn(story.trainers[1])}
  Moderator   ${signIn(story.moderator)}
  Password    ${seedPassword}

One browser is one person at a time: use a private window for a second one.`);
}

function stopOnSignal(app: App): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

try {
  await main();
} catch (error) {
  const known =
    error instanceof DemoError || error instanceof ConfigError || error instanceof DatabaseOpenError;
  console.error(known ? error.message : error);
  process.exit(1);
}
