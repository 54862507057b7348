import { randomUUID } from 'node:crypto';
import { eventProblem, type Outcome, payloadOf, throttled } from '../aws/lambda/outcome.ts';
import { AwsError, type Ground } from '../aws/service.ts';
import type { Sqs } from '../aws/sqs.ts';
import { defaultSettings } from './async-settings.ts';
import type { FunctionSpec } from './functions.ts';
import type { Keeper } from './gate.ts';
import type { Source } from './sources/source.ts';
import type { Workers } from './workers.ts';

/** Events that nobody waits for, from the moment Lambda accepts them until they are done or given up. */
export type AsyncInvocations = Source & {
  /**
   * Accepts an event: once this returns its request id, the event outlives the process. Throws Lambda's `AwsError` for
   * a function (name or ARN) that does not exist and for an event over 1 MB.
   */
  invokeAsync(reference: string, event: unknown): string;
  /** Begins with what an earlier run left: an attempt that was cut off is made again. Nothing runs before this. */
  start(): void;
  /** Accepted events that are not done. */
  waiting(): Omit<Accepted, 'event' | 'outcome'>[];
};

type Tools = {
  ground: Pick<Ground, 'clock' | 'db'>;
  workers: Workers;
  sqs: Pick<Sqs, 'send'>;
  keeper: Pick<Keeper, 'permits'>;
  say(line: string): void;
};

/** One accepted event; its id is the request id of every attempt. Times are epoch milliseconds. */
type Accepted = {
  id: string;
  function: string;
  event: unknown;
  acceptedAt: number;
  dueAt: number;
  attempts: number;
  throttles: number;
  /** How the last attempt ended. */
  outcome?: Outcome;
};

const retryAfterMs = [60_000, 120_000];
const longestBackoffMs = 300_000;

/** Lambda's queue of events in front of the workers, in SQLite and on the local clock. */
export function createAsyncInvocations({ ground, workers, sqs, keeper, say }: Tools): AsyncInvocations {
  const { clock, db } = ground;
  db.exec(
    'CREATE TABLE IF NOT EXISTS lambda_event (id TEXT PRIMARY KEY, due_at INTEGER NOT NULL, accepted TEXT NOT NULL)',
  );
  const put = db.prepare('INSERT OR REPLACE INTO lambda_event VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM lambda_event WHERE id = ?');
  const select = db.prepare('SELECT accepted FROM lambda_event WHERE due_at <= ? ORDER BY due_at, rowid');
  const next = db.prepare('SELECT MIN(due_at) AS at FROM lambda_event WHERE due_at > ?');
  const save = (accepted: Accepted) => void put.run(accepted.id, accepted.dueAt, JSON.stringify(accepted));
  const until = (time: number): Accepted[] => select.all(time).map((row) => JSON.parse(String(row.accepted)));
  const underWay = new Set<string>();
  let cancelAlarm = () => {};
  let isRunning = false;

  const begin = async (accepted: Accepted): Promise<void> => {
    if (!isRunning || underWay.has(accepted.id)) return;
    underWay.add(accepted.id);
    await attempt(accepted).finally(() => underWay.delete(accepted.id));
  };
  const arm = (): void => {
    cancelAlarm();
    const at = next.get(clock.now())?.at;
    if (isRunning && at != null) cancelAlarm = clock.at(Number(at), beginDue);
  };
  const beginDue = async (): Promise<void> => {
    const due = until(clock.now());
    arm();
    await Promise.all(due.map(begin));
  };

  const attempt = async (accepted: Accepted): Promise<void> => {
    const spec = workers.spec(accepted.function);
    // The template no longer has the function: in AWS its events would be gone with it.
    if (spec === undefined) return void remove.run(accepted.id);
    const { retries, maxAgeMs } = spec.async ?? defaultSettings;
    const tooOldAt = accepted.acceptedAt + maxAgeMs;
    if (accepted.outcome !== undefined && clock.now() >= tooOldAt) return finish(spec, accepted, 'EventAgeExceeded');
    const outcome = await workers.invoke(accepted.function, accepted.event, { requestId: accepted.id });
    if (!isRunning) return;
    const isThrottled = !outcome.ok && outcome.errorType === throttled;
    const { attempts, throttles } = accepted;
    const counts = isThrottled ? { throttles: throttles + 1 } : { attempts: attempts + 1 };
    const tried: Accepted = { ...accepted, ...counts, outcome };
    if (outcome.ok) return finish(spec, tried, 'Success');
    // With a concurrency of zero there is nothing to wait for: AWS gives such events up at once.
    const isHopeless = isThrottled && spec.reservedConcurrency === 0;
    if (isHopeless || tried.attempts > retries) return finish(spec, tried, 'RetriesExhausted');
    const backoff = Math.min(1000 * 2 ** throttles, longestBackoffMs);
    const pause = isThrottled ? backoff : (retryAfterMs[attempts] ?? longestBackoffMs);
    const now = clock.now();
    save({ ...tried, dueAt: Math.max(now + 1, Math.min(now + pause, tooOldAt)) });
    arm();
  };

  const finish = (spec: FunctionSpec, accepted: Accepted, condition: string): void => {
    const { deadLetterArn, onSuccessArn, onFailureArn } = spec.async ?? defaultSettings;
    const record = recordOf(spec, accepted, condition, clock.now());
    tell(spec, condition === 'Success' ? onSuccessArn : onFailureArn, record);
    if (condition !== 'Success') tell(spec, deadLetterArn, accepted.event, attributesOf(accepted));
    remove.run(accepted.id);
  };

  /** Sends `content` to a queue or function. What the role may not do, or what is too large, is lost as in AWS. */
  const tell = (spec: FunctionSpec, arn: string | undefined, content: unknown, attributes = {}): void => {
    if (arn === undefined) return;
    const isFunction = arn.startsWith('arn:aws:lambda:');
    const action = isFunction ? 'lambda:InvokeFunction' : 'sqs:SendMessage';
    if (!keeper.permits(spec.role, spec.name, action, arn)) return;
    try {
      if (isFunction) invokeAsync(arn, content);
      else sqs.send(arn, JSON.stringify(content), { attributes });
    } catch (error) {
      say(`LOST what ${spec.name} had for ${arn}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  const invokeAsync = (reference: string, event: unknown = {}): string => {
    const spec = workers.spec(reference);
    if (spec === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${reference}`, 404);
    const tooLarge = eventProblem(JSON.stringify(event), 'Event');
    if (tooLarge !== undefined) throw new AwsError('RequestTooLargeException', tooLarge, 413);
    const [id, now] = [randomUUID(), clock.now()];
    const accepted = { id, function: spec.name, event, acceptedAt: now, dueAt: now, attempts: 0, throttles: 0 };
    save(accepted);
    queueMicrotask(() => void begin(accepted));
    return id;
  };

  return {
    invokeAsync,
    start() {
      isRunning = true;
      void beginDue();
    },
    waiting: () => until(Number.MAX_SAFE_INTEGER).map(({ event: _, outcome: __, ...facts }) => facts),
    idle: () => underWay.size === 0 && until(clock.now()).length === 0,
    stop() {
      isRunning = false;
      cancelAlarm();
    },
  };
}

/** Lambda's own status: a function that fails has still been run. */
const statusOf = ({ outcome }: Accepted) => (outcome?.ok === false && outcome.errorType === throttled ? 429 : 200);

/** What a destination gets to read. */
function recordOf(spec: FunctionSpec, accepted: Accepted, condition: string, now: number) {
  const { id, event, attempts, outcome } = accepted;
  const functionError = outcome?.ok === false ? { functionError: 'Unhandled' } : {};
  return {
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: { requestId: id, functionArn: `${spec.arn}:$LATEST`, condition, approximateInvokeCount: attempts },
    requestPayload: event,
    responseContext: { statusCode: statusOf(accepted), executedVersion: '$LATEST', ...functionError },
    responsePayload: outcome && payloadOf(outcome),
  };
}

const attributesOf = (accepted: Accepted) => {
  const message = accepted.outcome?.ok === false ? accepted.outcome.errorMessage : '';
  return {
    RequestID: { dataType: 'String', stringValue: accepted.id },
    ErrorCode: { dataType: 'Number', stringValue: String(statusOf(accepted)) },
    // At most 1 KB, and SQS takes no empty attribute.
    ErrorMessage: { dataType: 'String', stringValue: Buffer.from(message).subarray(0, 1024).toString() || 'Unknown' },
  };
};
