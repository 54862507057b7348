import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../aws/clock.ts';
import type { ChangeFeed, ChangeRecord } from '../../aws/dynamodb/changes.ts';
import type { Workers } from '../workers.ts';
import { failedItems } from './failures.ts';
import type { Mapping } from './mappings.ts';
import type { Source } from './source.ts';
import { obituary, recordOf } from './stream-records.ts';

type StreamTools = {
  feed: Pick<ChangeFeed, 'onChange' | 'readChanges'>;
  workers: Workers;
  clock: Clock;
  db: DatabaseSync;
  region: string;
  /** Sends a given-up batch to the mapping's failure destination. */
  giveUp(queueArn: string, body: string): void;
};

/** Changes that are handed over together, and how often that has failed. Halving does not count. */
type Batch = { changes: readonly ChangeRecord[]; attempts: number };

/** Lambda asks a stream a few times a second, so changes come in batches; here they gather for this long (real time). */
const gatherMs = 20;
const firstPauseMs = 500;
const longestPauseMs = 60_000;

/**
 * Hands a table's changes to its function, strictly in order, one batch at a time: the local table is one shard. What
 * fails is halved if the mapping says so, and tried again until its retries or its age are used up.
 */
export function startStreamSource(mapping: Mapping, tools: StreamTools): Source {
  const { feed, workers, clock, region } = tools;
  const table = /table\/([^/]+)\//.exec(mapping.sourceArn)?.[1] ?? '';
  const latest = () => feed.readChanges(table, 0, Number.MAX_SAFE_INTEGER).at(-1)?.sequenceNumber ?? 0;
  const cursor = openCursor(tools.db, mapping.id, () => (mapping.startsAtTheBeginning ? 0 : latest()));
  let state: 'idle' | 'gathering' | 'working' | 'waiting' | 'stopped' = 'idle';
  /** What has failed or been halved; it comes before anything new. */
  let pending: Batch[] = [];
  let cancelWait = () => {};

  const isWanted = (change: ChangeRecord) => mapping.filter(recordOf(change, mapping.sourceArn, region));

  const nextBatch = (): ChangeRecord[] => {
    const wanted: ChangeRecord[] = [];
    for (let after = cursor.get(); wanted.length < mapping.batchSize; ) {
      const page = feed.readChanges(table, after, mapping.batchSize);
      wanted.push(...page.filter(isWanted));
      after = page.at(-1)?.sequenceNumber ?? after;
      // What the filter keeps away is passed over for good, as in AWS.
      if (wanted.length === 0) cursor.set(after);
      if (page.length < mapping.batchSize) break;
    }
    return wanted.slice(0, mapping.batchSize);
  };

  const work = async (): Promise<void> => {
    if (state === 'stopped' || state === 'working') return;
    cancelWait();
    state = 'working';
    while (isWorking()) {
      const again = pending.shift();
      const changes = again?.changes ?? nextBatch();
      if (changes.length === 0) {
        state = 'idle';
        return;
      }
      await handle(again ?? { changes, attempts: 0 });
    }
  };
  const isWorking = () => state === 'working';

  const wait = (until: number): void => {
    state = 'waiting';
    cancelWait = clock.at(until, () => void work());
  };

  const handle = async ({ changes, attempts }: Batch): Promise<void> => {
    const left = changes.filter(({ at }) => mapping.maxAgeMs === undefined || clock.now() - at <= mapping.maxAgeMs);
    const old = changes.slice(0, changes.length - left.length);
    if (old.length > 0) giveUp(old, attempts, 'RecordAgeExceeded');
    if (left.length === 0) return;
    const records = left.map((change) => recordOf(change, mapping.sourceArn, region));
    const ids = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const outcome = await workers.invoke(mapping.functionName, { Records: records }, { patient: true });
    if (!isWorking()) return;
    const failed = failedItems(outcome, ids, mapping.partialFailures);
    if (failed.length === 0) return cursor.set(Number(ids.at(-1)));
    const first = Math.min(...failed.map(Number));
    const done = left.filter(({ sequenceNumber }) => sequenceNumber < first);
    if (done.length > 0) cursor.set(done.at(-1)?.sequenceNumber ?? 0);
    fail(left.slice(done.length), done.length > 0 ? 1 : attempts + 1, outcome.ok);
  };

  const fail = (changes: readonly ChangeRecord[], attempts: number, isPartial: boolean): void => {
    if (mapping.bisect && !isPartial && changes.length > 1) {
      const half = Math.ceil(changes.length / 2);
      const halves = [changes.slice(0, half), changes.slice(half)];
      pending = [...halves.map((part) => ({ changes: part, attempts: attempts - 1 })), ...pending];
    } else if (mapping.maxRetries !== undefined && attempts > mapping.maxRetries) {
      giveUp(changes, attempts, 'RetryAttemptsExhausted', !isPartial);
    } else {
      pending = [{ changes, attempts }, ...pending];
      wait(clock.now() + Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs));
    }
  };

  const giveUp = (changes: readonly ChangeRecord[], attempts: number, condition: string, hasThrown = false): void => {
    if (mapping.onFailureArn !== undefined)
      tools.giveUp(
        mapping.onFailureArn,
        obituary(mapping, changes, { attempts, condition, hasThrown, now: clock.now() }),
      );
    cursor.set(changes.at(-1)?.sequenceNumber ?? 0);
  };

  feed.onChange((change) => {
    if (change.tableName !== table || state !== 'idle') return;
    state = 'gathering';
    setTimeout(() => void work(), gatherMs);
  });
  void work();
  return {
    idle: () => state === 'waiting' || state === 'stopped' || (state === 'idle' && nextBatch().length === 0),
    stop() {
      state = 'stopped';
      cancelWait();
    },
  };
}

/** The last sequence number that has been dealt with; it survives a restart. */
function openCursor(db: DatabaseSync, id: string, start: () => number) {
  db.exec('CREATE TABLE IF NOT EXISTS stream_cursor (mapping TEXT PRIMARY KEY, sequence INTEGER NOT NULL)');
  const known = db.prepare('SELECT sequence FROM stream_cursor WHERE mapping = ?').get(id);
  const save = db.prepare('INSERT OR REPLACE INTO stream_cursor (sequence, mapping) VALUES (?, ?)');
  let sequence = Number(known?.sequence ?? start());
  const cursor = {
    get: () => sequence,
    set(value: number) {
      if (value !== sequence) save.run(value, id);
      sequence = value;
    },
  };
  if (known === undefined) save.run(sequence, id);
  return cursor;
}
