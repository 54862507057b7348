import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../aws/clock.ts';
import type { ChangeFeed, ChangeRecord } from '../../aws/dynamodb/changes.ts';
import type { Workers } from '../workers.ts';
import { failedItems } from './failures.ts';
import type { Mapping } from './mappings.ts';
import type { Source } from './source.ts';

type StreamTools = {
  feed: Pick<ChangeFeed, 'onChange' | 'readChanges'>;
  workers: Workers;
  clock: Clock;
  db: DatabaseSync;
  region: string;
  /** Sends a given-up batch to the mapping's failure destination. */
  giveUp(queueArn: string, body: string): void;
};

/** Lambda asks a stream a few times a second, so changes come in batches; here they gather for this long (real time). */
const gatherMs = 20;
const firstPauseMs = 500;
const longestPauseMs = 60_000;

/**
 * Hands a table's changes to its function, strictly in order, one batch at a time: the local table is one shard. A
 * failing batch is halved if the mapping says so and retried until its retries or its age are used up.
 */
export function startStreamSource(mapping: Mapping, tools: StreamTools): Source {
  const { feed, workers, clock, region } = tools;
  const table = /table\/([^/]+)\//.exec(mapping.sourceArn)?.[1] ?? '';
  const cursor = openCursor(
    tools.db,
    mapping,
    () => feed.readChanges(table, 0, Number.MAX_SAFE_INTEGER).at(-1)?.sequenceNumber ?? 0,
  );
  let state: 'idle' | 'gathering' | 'working' | 'pausing' | 'stopped' = 'idle';
  /** How much of the stream the current attempt takes, and how often that has failed. */
  let size = mapping.batchSize;
  let attempts = 0;
  let cancelPause = () => {};

  const gather = (): void => {
    if (state !== 'idle') return;
    state = 'gathering';
    setTimeout(() => void work(), gatherMs);
  };

  const work = async (): Promise<void> => {
    if (state !== 'idle' && state !== 'gathering') return;
    state = 'working';
    while (isWorking()) {
      const changes = feed.readChanges(table, cursor.get(), size);
      if (changes.length === 0) {
        state = 'idle';
        return;
      }
      await handle(changes);
    }
  };
  const isWorking = () => state === 'working';

  const handle = async (changes: readonly ChangeRecord[]): Promise<void> => {
    const records = changes.map((change) => recordOf(change, mapping.sourceArn, region)).filter(mapping.filter);
    const ids = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const outcome =
      ids.length === 0
        ? undefined
        : await workers.invoke(mapping.functionName, { Records: records }, { patient: true });
    if (!isWorking()) return;
    const failed = outcome === undefined ? [] : failedItems(outcome, ids, mapping.partialFailures);
    if (failed.length === 0) return advance(changes.at(-1));
    // What stands before the first failure has been dealt with.
    const first = Math.min(...failed.map(Number));
    const before = changes.filter(({ sequenceNumber }) => sequenceNumber < first).at(-1);
    if (before !== undefined && outcome?.ok === true) advance(before);
    retry(changes.filter(({ sequenceNumber }) => sequenceNumber > cursor.get()));
  };

  const advance = (change: ChangeRecord | undefined) => {
    if (change !== undefined) cursor.set(change.sequenceNumber);
    size = mapping.batchSize;
    attempts = 0;
  };

  const retry = (left: readonly ChangeRecord[]) => {
    attempts++;
    const oldest = left[0];
    const tooOld = mapping.maxAgeMs !== undefined && clock.now() - (oldest?.at ?? 0) > mapping.maxAgeMs;
    if (tooOld || (mapping.maxRetries !== undefined && attempts > mapping.maxRetries)) {
      if (mapping.onFailureArn !== undefined) tools.giveUp(mapping.onFailureArn, obituary(mapping, left, attempts));
      return advance(left.at(-1));
    }
    if (mapping.bisect && left.length > 1) size = Math.ceil(left.length / 2);
    state = 'pausing';
    cancelPause = clock.at(clock.now() + Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs), () => {
      if (state === 'pausing') state = 'idle';
      void work();
    });
  };

  feed.onChange((change) => {
    if (change.tableName === table) gather();
  });
  void work();
  return {
    idle: () => state === 'pausing' || (state === 'idle' && feed.readChanges(table, cursor.get(), 1).length === 0),
    stop() {
      state = 'stopped';
      cancelPause();
    },
  };
}

/** The last sequence number a mapping has dealt with; it survives a restart. */
function openCursor(db: DatabaseSync, mapping: Mapping, latest: () => number) {
  db.exec('CREATE TABLE IF NOT EXISTS stream_cursor (mapping TEXT PRIMARY KEY, sequence INTEGER NOT NULL)');
  const insert = db.prepare('INSERT OR IGNORE INTO stream_cursor (mapping, sequence) VALUES (?, ?)');
  insert.run(mapping.id, mapping.startsAtTheBeginning ? 0 : latest());
  const select = db.prepare('SELECT sequence FROM stream_cursor WHERE mapping = ?');
  const update = db.prepare('UPDATE stream_cursor SET sequence = ? WHERE mapping = ?');
  let sequence = Number(select.get(mapping.id)?.sequence ?? 0);
  return {
    get: () => sequence,
    set(value: number) {
      sequence = value;
      update.run(value, mapping.id);
    },
  };
}

const recordOf = (change: ChangeRecord, eventSourceARN: string, awsRegion: string) => ({
  eventID: String(change.sequenceNumber),
  eventName: change.eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion,
  eventSourceARN,
  ...(change.expired ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } } : {}),
  dynamodb: {
    ApproximateCreationDateTime: Math.floor(change.at / 1000),
    Keys: change.keys,
    ...(change.newImage ? { NewImage: change.newImage } : {}),
    ...(change.oldImage ? { OldImage: change.oldImage } : {}),
    SequenceNumber: String(change.sequenceNumber),
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  },
});

/** What AWS writes to a failure destination: where the batch lay in the stream, not the records themselves. */
const obituary = (mapping: Mapping, left: readonly ChangeRecord[], attempts: number) =>
  JSON.stringify({
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionName,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: attempts,
    },
    version: '1.0',
    DDBStreamBatchInfo: {
      shardId: 'shardId-local',
      startSequenceNumber: String(left[0]?.sequenceNumber ?? ''),
      endSequenceNumber: String(left.at(-1)?.sequenceNumber ?? ''),
      batchSize: left.length,
      streamArn: mapping.sourceArn,
    },
  });
