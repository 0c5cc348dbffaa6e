// @ts-check
import { spawnSync } from 'node:child_process';
import { inProject, projectNode } from './places.mjs';

/** What a worker exits with that was not started by mediasoup's own library (its main.cpp). */
const notStartedByMediasoup = 41;
const startTimeoutMs = 5_000;
/** Starting Node and mediasoup, a worker, a router: a third of a second; longer on a busy machine. */
const conversationTimeoutMs = 20_000;

/**
 * Whether the binary runs on this machine at all: right processor, every library there.
 * @param {string} file
 */
export function startsHere(file) {
  return (
    spawnSync(file, { env: {}, stdio: 'ignore', timeout: startTimeoutMs }).status === notStartedByMediasoup
  );
}

/**
 * Whether the binary and the installed mediasoup understand each other. A worker does not tell its
 * version, but one of another version stumbles over the messages of a first conversation.
 * @param {string} file
 */
export function answersMediasoup(file) {
  const talk = spawnSync(projectNode, [inProject('scripts/set-up/media-worker-talk.mjs')], {
    cwd: inProject(),
    env: { ...process.env, MEDIASOUP_WORKER_BIN: file },
    stdio: 'ignore',
    timeout: conversationTimeoutMs,
  });
  return startsHere(file) && talk.status === 0;
}
