import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Access } from './access.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { SignInCookie } from './cookies.ts';
import type { Database } from './db/open-database.ts';
import type { DomainEvents } from './domain-events.ts';
import type { HttpGateway } from './http-gateway.ts';
import type { InFlight } from './in-flight.ts';
import type { Log } from './log.ts';
import type { RateLimits } from './rate-limits.ts';
import type { SigningKey } from './signing-key.ts';
import type { PersonalLinks } from './tokens.ts';

/** What every feature is given. Built once in `app.ts`; tests give their own parts. */
export interface AppContext {
  config: Config;
  log: Log;
  clock: Clock;
  database: Database;
  /** Short for `database.prisma`. */
  db: PrismaClient;
  events: DomainEvents;
  /** What a stop waits for. */
  inFlight: InFlight;
  access: Access;
  cookie: SignInCookie;
  personalLinks: PersonalLinks;
  signingKey: SigningKey;
  rateLimits: RateLimits;
  http: HttpGateway;
}

/** A Prisma client inside or outside a transaction. */
export type Db = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;
