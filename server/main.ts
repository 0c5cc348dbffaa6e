import process from 'node:process';
import { startApp } from './app.ts';
import { ConfigError, readProcessConfig } from './core/config.ts';
import { DatabaseOpenError } from './core/db/database-errors.ts';
import { createLog } from './core/log.ts';
import { ensureFirstOrganiserLink } from './features/accounts/first-organiser.ts';

/** The process only: settings, start, what is printed, signals. */
async function main(): Promise<void> {
  const config = readProcessConfig();
  const log = createLog({ level: config.logLevel, pretty: process.stdout.isTTY === true });
  const app = await startApp({ config, log });

  const origin = config.publicUrl ?? app.url;
  const link = await ensureFirstOrganiserLink(app.context, origin);
  print(`Lectern is running at ${origin}`);
  if (!config.publicUrl && config.announcedAddress !== '127.0.0.1') {
    const others = new URL(origin);
    others.hostname = config.announcedAddress;
    print(`On other machines of this network: ${others.origin}`);
    if (config.tls.mode === 'off') {
      print(
        'There it can be watched, but not filmed: camera and microphone need HTTPS (LECTERN_TLS=self-signed, see docs/self-hosting.md).',
      );
    }
  }
  if (link)
    print(
      `\nNobody runs this Lectern yet. Open this link once, within 24 hours, to become its organiser:\n${link}\n`,
    );

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
    });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  // What an operator can mend is told in its own words; anything else with its trace.
  const known = error instanceof ConfigError || error instanceof DatabaseOpenError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
