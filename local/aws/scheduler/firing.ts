import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { parseExpression } from './expression.ts';
import type { Delivery, Schedule, Target } from './schedule.ts';
import type { createScheduleStore } from './schedule-store.ts';

/** What a due schedule asks for. The receiver maps the ARN and checks what the role may do; throwing means retry. */
export type Invocation = {
  arn: string;
  roleArn: string;
  input: string;
  sqsParameters?: { MessageGroupId?: string | undefined };
  scheduleArn: string;
};
export type Deliver = (target: Invocation) => Promise<void>;

const DEFAULT_EVENT_AGE_SECONDS = 86_400;
const DEFAULT_RETRIES = 185;
const LONGEST_BACKOFF_MS = 3_600_000;

const toMs = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);
const eventAgeMs = ({ RetryPolicy }: Target) =>
  (RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_EVENT_AGE_SECONDS) * 1000;

/** Timetable of a schedule, counted from its start date or its creation. */
export const timetableOf = ({ input, createdAt }: Pick<Schedule, 'input' | 'createdAt'>) =>
  parseExpression(
    input.ScheduleExpression,
    input.ScheduleExpressionTimezone,
    toMs(input.StartDate) ?? createdAt,
    toMs(input.EndDate),
  );

/** Replaces the context attributes that AWS offers in an input. */
function fillIn(input: string, { id, dueAt, attempts }: Delivery, scheduleArn: string): string {
  const attributes: Record<string, string> = {
    'schedule-arn': scheduleArn,
    'scheduled-time': new Date(dueAt).toISOString().replace('.000Z', 'Z'),
    'execution-id': String(id),
    'attempt-number': String(attempts + 1),
  };
  return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole);
}

/** Moves a due time into the schedule's flexible window: always by the same amount for the same name. */
export function intoWindow(
  { name, input }: Pick<Schedule, 'name' | 'input'>,
  dueAt: number | undefined,
): number | null {
  if (dueAt === undefined) return null;
  const window = (input.FlexibleTimeWindow.MaximumWindowInMinutes ?? 0) * 60_000;
  return dueAt + (window === 0 ? 0 : createHash('sha256').update(name).digest().readUInt32BE() % window);
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
      const { input, dueAt } = schedule;
      const timetable = timetableOf(schedule);
      const following = timetable.next(dueAt ?? now);
      // After a long sleep a recurring schedule fires once, not once per missed turn.
      const next = following !== undefined && following < now ? timetable.next(now) : following;
      const tooOld = now - (dueAt ?? now) > eventAgeMs(input.Target);
      store.begin(schedule, tooOld ? undefined : input.Target, now, next ?? null, intoWindow(schedule, next));
      if (tooOld) complete(input.GroupName, schedule.name);
    }
    const open = store.waiting(now).filter(({ id }) => !busy.has(id));
    arm();
    await Promise.all(open.map(attempt));
    arm();
  };

  const attempt = async (delivery: Delivery): Promise<void> => {
    const { id, group, name, target } = delivery;
    const invocation = {
      arn: target.Arn,
      roleArn: target.RoleArn,
      input: fillIn(target.Input ?? '{}', delivery, arnOf(group, name)),
      ...(target.SqsParameters && { sqsParameters: target.SqsParameters }),
      scheduleArn: arnOf(group, name),
    };
    busy.add(id);
    lastFired.set(`${group}/${name}`, invocation);
    try {
      await deliver(invocation);
      finish(delivery);
    } catch {
      const attempts = delivery.attempts + 1;
      const at = clock.now() + Math.min(1000 * 2 ** attempts, LONGEST_BACKOFF_MS);
      const spent =
        attempts > (target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_RETRIES) ||
        at - delivery.dueAt > eventAgeMs(target);
      if (spent) await park(delivery, invocation);
      else store.retry(id, attempts, at);
    } finally {
      busy.delete(id);
    }
  };

  /** Sends the invocation to the dead-letter queue, if there is one; what cannot be parked is lost, as in AWS. */
  const park = async (delivery: Delivery, { sqsParameters: _, ...invocation }: Invocation): Promise<void> => {
    const arn = delivery.target.DeadLetterConfig?.Arn;
    if (arn !== undefined) await deliver({ ...invocation, arn }).catch(() => {});
    finish(delivery);
  };

  const finish = ({ id, group, name }: Delivery): void => {
    store.finish(id);
    complete(group, name);
  };

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
    /** Delivers once more what `name` delivered last, even if the schedule is gone: a double fire, as AWS may do. */
    async fireAgain(name: string, group = 'default'): Promise<void> {
      const invocation = lastFired.get(`${group}/${name}`);
      if (invocation === undefined) throw new Error(`Schedule ${group}/${name} has not fired yet`);
      await deliver(invocation);
    },
  };
}
