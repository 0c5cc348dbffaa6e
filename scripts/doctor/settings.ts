import { type Config, ConfigError, readProcessConfig } from '#server/core/config.ts';
import { type Finding, fine, problem } from './finding.ts';

/** The settings, or all that is wrong with them. */
export function checkSettings(): { config: Config | undefined; findings: Finding[] } {
  try {
    return { config: readProcessConfig(), findings: [fine('The settings can be read')] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: undefined, findings: error.problems.map((text) => problem(text, 'See .env.example.')) };
  }
}
