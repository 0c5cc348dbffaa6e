/** What the embedded database's thread is started with. */
export type EmbeddedWorkerData = {
  /** Folder of the database's files; without it the database lives in memory. */
  databaseDir?: string | undefined;
  /** File with a database made by `dump`, which a new database starts from. */
  snapshotPath?: string | undefined;
};

export type EmbeddedRequest =
  /** Bytes of PostgreSQL's wire protocol, whole messages only. */
  | { op: 'query'; bytes: Uint8Array }
  /** Forget everything the last client left in the session. */
  | { op: 'reset' }
  /** All files of the database as one tar archive. */
  | { op: 'dump' }
  | { op: 'close' };

export type EmbeddedReply =
  /** The database is open; sent once, before any answer. */
  | { kind: 'ready' }
  | { kind: 'start-failed'; error: Error }
  | { kind: 'answer'; id: number; bytes: Uint8Array<ArrayBuffer> }
  /** The engine itself failed (a SQL error is an ordinary answer): the thread must not be used any more. */
  | { kind: 'broken'; error: Error };
