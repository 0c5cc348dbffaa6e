// @ts-check
// What the events of a session come to, with nothing but them: who was connected when, when what was taught, and what else was recorded.
import { readJson, readLines } from './bytes.mjs';

/**
 * @typedef {{ personId: string, role: string, startMs: number, lastProofMs: number, vouchedMs: number, ended: boolean }} Stay
 * `vouchedMs`: until when the chain has heard of a connection that it does not end
 * @typedef {{ topicId: string, startMs: number, endMs: number | null }} Window
 * @typedef {{ outcome: string, answeredAt: string | null, writtenAt: string | null, wrongWords: number }} Response
 * @typedef {{ topicId: string, kind: string, word: string | null, shownAt: string, closedAt: string | null, ending: string | null, people: Map<string, Response> }} Check
 * @typedef {{ hallId: string, topicId: string | null, at: string, personIds: string[], confirmedIds: string[], withdrawnAt: string | null }} Attestation
 * @typedef {{ topicId: string, shownAt: string, closesAt: string, people: Set<string> }} Code
 * @typedef {{ correctionId: string, personId: string, topicId: string, outcome: string, at: string, reasonHash: string }} Decision
 * @typedef {object} Run
 * @property {boolean} isEmpty
 * @property {number | null} startedMs
 * @property {number | null} endedMs
 * @property {Window[]} windows
 * @property {Map<string, Stay>} stays by lease
 * @property {Map<string, Check>} checks
 * @property {Map<string, Attestation>} attestations
 * @property {Map<string, string>} confirmations by hall, when
 * @property {Map<string, string>} refusals by hall, when
 * @property {Map<string, Code>} codes
 * @property {Decision[]} corrections
 * @property {Decision[]} withdrawals
 * @property {{ version: number, hash: string }[]} rules
 */

/** @param {Map<string, Uint8Array>} files @param {string} sessionId @returns {Run} */
export function readRun(files, sessionId) {
  /** @type {Run} */
  const run = {
    isEmpty: true,
    startedMs: null,
    endedMs: null,
    windows: [],
    stays: new Map(),
    checks: new Map(),
    attestations: new Map(),
    confirmations: new Map(),
    refusals: new Map(),
    codes: new Map(),
    corrections: [],
    withdrawals: [],
    rules: [],
  };
  /** @type {Map<number, Stay>} */
  const byNumber = new Map();
  for (const { body } of readLines(files.get(`record/${sessionId}.jsonl`))) {
    const event = readJson(new TextEncoder().encode(String(body)));
    if (!event?.kind || !event.data) continue;
    run.isEmpty = false;
    readPresence(run, byNumber, event);
    readCheck(run, event);
    readElsewhere(run, event);
    readDecision(run, event);
  }
  return run;
}

/** @param {Run} run @param {Map<number, Stay>} byNumber @param {any} event */
function readPresence(run, byNumber, { kind, at, personId, data }) {
  const atMs = Date.parse(at);
  if (kind === 'session.started') run.startedMs = atMs;
  if (kind === 'session.ended') run.endedMs = atMs;
  if (kind === 'topic.opened') run.windows.push({ topicId: data.topicId, startMs: atMs, endMs: null });
  if (kind === 'topic.closed') {
    const open = run.windows.find(({ topicId, endMs }) => topicId === data.topicId && endMs === null);
    if (open) open.endMs = atMs;
  }
  if (kind === 'connection.joined') {
    const { connection, leaseId, role } = data;
    const stay = { personId, role, startMs: atMs, lastProofMs: atMs, vouchedMs: atMs, ended: false };
    byNumber.set(connection, stay);
    run.stays.set(leaseId, stay);
  }
  if (kind === 'connection.alive') {
    const sinceMs = Date.parse(data.since);
    for (const part of String(data.connections).split(',')) {
      const [from = 0, to = from] = part.split('-').map(Number);
      for (let number = from; number <= to; number += 1) {
        const stay = byNumber.get(number);
        if (!stay) continue;
        stay.lastProofMs = Math.max(stay.lastProofMs, sinceMs);
        stay.vouchedMs = Math.max(stay.vouchedMs, atMs);
      }
    }
  }
  if (kind === 'connection.left') {
    const stay = byNumber.get(data.connection);
    if (stay)
      Object.assign(stay, {
        lastProofMs: Math.max(stay.lastProofMs, Date.parse(data.lastProofAt)),
        ended: true,
      });
  }
  if (kind === 'record.imported') {
    if (data.session.startedAt) run.startedMs = Date.parse(data.session.startedAt);
    if (data.session.endedAt) run.endedMs = Date.parse(data.session.endedAt);
    for (const { topicId, startedAt, endedAt } of data.windows) {
      run.windows.push({
        topicId,
        startMs: Date.parse(startedAt),
        endMs: endedAt === null ? null : Date.parse(endedAt),
      });
    }
    for (const { connection, leaseId, personId: whose, role, startedAt, lastProofAt } of data.connections) {
      const [startMs, lastProofMs] = [Date.parse(startedAt), Date.parse(lastProofAt)];
      const stay = { personId: whose, role, startMs, lastProofMs, vouchedMs: lastProofMs, ended: true };
      byNumber.set(connection, stay);
      run.stays.set(leaseId, stay);
    }
  }
}

/** @param {Run} run @param {any} event */
function readCheck({ checks }, { kind, at, data }) {
  if (kind === 'check.shown') {
    const { checkId, topicId, check, word } = data;
    const people = new Map();
    checks.set(checkId, { topicId, kind: check, word, shownAt: at, closedAt: null, ending: null, people });
  }
  const check = checks.get(data.checkId);
  if (!check) return;
  /** @param {string} personId @param {string} outcome */
  const responseOf = (personId, outcome) => {
    const own = check.people.get(personId) ?? { outcome, answeredAt: null, writtenAt: null, wrongWords: 0 };
    check.people.set(personId, own);
    return own;
  };
  const first = check.closedAt === null ? 'pending' : 'excused';
  if (kind === 'check.delivered') {
    for (const { personId } of data.people) {
      const own = responseOf(personId, first);
      // What was still on its way when it closed reached nobody in time.
      if (own.outcome === 'not_delivered') own.outcome = 'excused';
    }
  }
  if (kind === 'check.answered') {
    for (const { personId, at: answeredAt, writtenAt, right } of data.answers) {
      const own = responseOf(personId, first);
      if (right) Object.assign(own, { outcome: 'answered', answeredAt, writtenAt });
      else own.wrongWords += 1;
    }
  }
  if (kind === 'check.closed') {
    Object.assign(check, { closedAt: at, ending: data.ending });
    for (const personId of data.unanswered) responseOf(personId, '').outcome = 'expired';
    for (const personId of data.excused) responseOf(personId, '').outcome = 'excused';
    for (const personId of data.notDelivered) responseOf(personId, '').outcome = 'not_delivered';
  }
}

/** @param {Run} run @param {any} event */
function readElsewhere({ attestations, confirmations, refusals, codes }, { kind, at, personId, data }) {
  if (kind === 'hall.attested') {
    const { attestationId, hallId, topicId, personIds, confirmedIds } = data;
    attestations.set(attestationId, { hallId, topicId, at, personIds, confirmedIds, withdrawnAt: null });
  }
  if (kind === 'hall.confirmed') confirmations.set(data.hallId, at);
  if (kind === 'hall.withdrawn' && data.attestationId === null) refusals.set(data.hallId, at);
  if (kind === 'hall.withdrawn' && data.attestationId !== null) {
    const attestation = attestations.get(data.attestationId);
    if (attestation) attestation.withdrawnAt = at;
  }
  if (kind === 'viewer_code.shown') {
    codes.set(data.codeId, {
      topicId: data.topicId,
      shownAt: at,
      closesAt: data.closesAt,
      people: new Set(),
    });
  }
  if (kind === 'viewer_code.entered') codes.get(data.codeId)?.people.add(personId);
}

/** @param {Run} run @param {any} event */
function readDecision({ corrections, withdrawals, rules }, { kind, at, personId, data }) {
  if (kind === 'rule.applied') rules.push({ version: data.version, hash: data.hash });
  if (kind !== 'correction.made' && kind !== 'correction.withdrawn') return;
  const { correctionId, topicId, outcome, reasonHash } = data;
  (kind === 'correction.made' ? corrections : withdrawals).push({
    correctionId,
    personId,
    topicId,
    outcome,
    at,
    reasonHash,
  });
}
