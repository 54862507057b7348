import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { MessageAttributes } from '../sqs/message.ts';
import { timetableOf } from './expression.ts';
import type { Delivery, Schedule, Target } from './schedule.ts';
import type { createScheduleStore } from './store.ts';

/** What a due schedule asks for. The receiver maps the ARN and checks what the role may do; throwing means retry. */
export type Invocation = {
  arn: string;
  roleArn: string;
  input: string;
  sqsParameters?: { MessageGroupId?: string | undefined };
  scheduleArn: string;
  /** Only on the way to a dead-letter queue: why it was given up. */
  attributes?: MessageAttributes;
};
export type Deliver = (target: Invocation) => Promise<void>;

const DEFAULT_EVENT_AGE_SECONDS = 86_400;
const DEFAULT_RETRIES = 185;
const LONGEST_BACKOFF_MS = 3_600_000;

const eventAgeMs = ({ RetryPolicy }: Target) =>
  (RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_EVENT_AGE_SECONDS) * 1000;
const isoSeconds = (time: number) => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** The input with the context attributes that AWS offers in it, or the notification that AWS sends without an input. */
function inputOf({ target, dueAt, attempts }: Delivery, scheduleArn: string, execution: string): string {
  const time = isoSeconds(dueAt);
  if (target.Input === undefined) {
    const [, , , region, account] = scheduleArn.split(':');
    const event = { version: '0', id: randomUUID(), 'detail-type': 'Scheduled Event', source: 'aws.scheduler' };
    return JSON.stringify({ ...event, account, time, region, resources: [scheduleArn], detail: '{}' });
  }
  const attributes: Record<string, string> = {
    'schedule-arn': scheduleArn,
    'scheduled-time': time,
    'execution-id': execution,
    'attempt-number': String(attempts + 1),
  };
  return target.Input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole);
}

/** Moves a due time into the schedule's flexible window: always by the same amount for the same name. */
export function planned({ name, input }: Pick<Schedule, 'name' | 'input'>, due: number | undefined) {
  if (due === undefined) return { dueAt: null, fireAt: null };
  const window = (input.FlexibleTimeWindow.MaximumWindowInMinutes ?? 0) * 60_000;
  const shift = window === 0 ? 0 : createHash('sha256').update(name).digest().readUInt32BE() % window;
  return { dueAt: due, fireAt: due + shift };
}

/** Fires what is due and retries what failed, on the local clock. `arm` must be called after every change. */
export function createFiring(
  store: ReturnType<typeof createScheduleStore>,
  clock: Clock,
  arnOf: (group: string, name: string) => string,
  deliver: Deliver,
) {
  let alarm: { at: number; cancel: () => void } | undefined;
  const busy = new Set<number>();
  const skipped = new Set<string>();
  const lastFired = new Map<string, Invocation>();

  const arm = (): void => {
    const at = store.nextAt(clock.now());
    if (alarm?.at === at) return;
    alarm?.cancel();
    alarm = at === undefined ? undefined : { at, cancel: clock.at(at, fire) };
  };

  const fire = async (): Promise<void> => {
    alarm = undefined;
    const now = clock.now();
    for (const schedule of store.due(now)) {
      const { input, name, dueAt, fireAt } = schedule;
      const timetable = timetableOf(schedule);
      const following = timetable.next(dueAt ?? now);
      // After a long sleep a recurring schedule fires once, not once per missed turn.
      const next = following !== undefined && following < now ? timetable.next(now) : following;
      const isSkipped = skipped.has(arnOf(input.GroupName, name));
      const times = { dueAt: dueAt ?? now, since: fireAt ?? now };
      const delivery = { group: input.GroupName, name, ...times, attempts: 0, target: input.Target };
      store.begin(delivery, isSkipped, planned(schedule, next));
      if (isSkipped) complete(input.GroupName, name);
    }
    const open = store.waiting(now).filter(({ id }) => !busy.has(id));
    arm();
    await Promise.all(open.map(attempt));
    arm();
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    const { id, group, name, target, since, attempts } = delivery;
    const scheduleArn = arnOf(group, name);
    const execution = randomBytes(8).toString('hex');
    const invocation: Invocation = {
      arn: target.Arn,
      roleArn: target.RoleArn,
      input: inputOf(delivery, scheduleArn, execution),
      ...(target.SqsParameters && { sqsParameters: target.SqsParameters }),
      scheduleArn,
    };
    const giveUp = async (condition: string, error?: unknown): Promise<void> => {
      const reasons = {
        ...(error instanceof Error && { ERROR_CODE: error.name, ERROR_MESSAGE: error.message || error.name }),
        EXECUTION_ID: execution,
        EXHAUSTED_RETRY_CONDITION: condition,
        IS_PAYLOAD_TRUNCATED: 'false',
        RETRY_ATTEMPTS: String(attempts),
        SCHEDULED_TIME: isoSeconds(delivery.dueAt),
        SCHEDULE_ARN: scheduleArn,
        TARGET_ARN: target.Arn,
      };
      const spelled = Object.entries(reasons).map(([name, stringValue]) => [name, { dataType: 'String', stringValue }]);
      const attributes: MessageAttributes = Object.fromEntries(spelled);
      const { arn, roleArn, input } = { ...invocation, arn: target.DeadLetterConfig?.Arn };
      // What cannot be parked is lost, as in AWS.
      if (arn !== undefined) await deliver({ arn, roleArn, input, scheduleArn, attributes }).catch(() => {});
      store.finish(id);
      complete(group, name);
    };
    busy.add(id);
    try {
      if (clock.now() - since > eventAgeMs(target)) return await giveUp('MaximumEventAgeInSeconds');
      lastFired.set(scheduleArn, invocation);
      await deliver(invocation);
      store.finish(id);
      complete(group, name);
    } catch (error) {
      const at = clock.now() + Math.min(1000 * 2 ** (attempts + 1), LONGEST_BACKOFF_MS);
      if (attempts >= (target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_RETRIES))
        await giveUp('MaximumRetryAttempts', error);
      else if (at - since > eventAgeMs(target)) await giveUp('MaximumEventAgeInSeconds', error);
      else store.retry(delivery, at);
    } finally {
      busy.delete(id);
    }
  };

  /** Removes a schedule that has no further turn, if it wants that. */
  const complete = (group: string, name: string): void => {
    const schedule = store.find(group, name);
    const isOver = schedule?.dueAt === null && schedule.input.State === 'ENABLED';
    if (isOver && schedule.input.ActionAfterCompletion === 'DELETE') store.drop(group, name);
  };

  return {
    arm,
    /** Looks at once, so that invocations an earlier run left unfinished are tried again. */
    start(): void {
      const now = clock.now();
      alarm = { at: now, cancel: clock.at(now, fire) };
    },
    stop: () => alarm?.cancel(),
    isSkipped: (group: string, name: string) => skipped.has(arnOf(group, name)),
    /** Lets the turns of a schedule pass without firing, or its next turn come later than planned. */
    order(group: string, name: string, { skip, lateMs }: { skip?: boolean | undefined; lateMs?: number | undefined }) {
      const schedule = store.find(group, name);
      if (schedule === undefined) throw new Error(`There is no schedule ${group}/${name}`);
      if (skip === true) skipped.add(arnOf(group, name));
      if (skip === false) skipped.delete(arnOf(group, name));
      const { dueAt } = schedule;
      if (lateMs !== undefined && dueAt !== null) store.put({ ...schedule, fireAt: dueAt + lateMs });
      arm();
    },
    /** Delivers once more what `name` delivered last, even if the schedule is gone: a double fire, as AWS may do. */
    async fireAgain(name: string, group = 'default'): Promise<void> {
      const invocation = lastFired.get(arnOf(group, name));
      if (invocation === undefined) throw new Error(`Schedule ${group}/${name} has not fired yet`);
      await deliver(invocation);
    },
  };
}
