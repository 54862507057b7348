import * as z from 'zod/mini';
import { readInput } from '../json-protocol.ts';
import { pageOf } from '../page.ts';
import { type Admission, AwsError, type Ground } from '../service.ts';
import { timetableOf } from './expression.ts';
import { createFiring, type Deliver, planned } from './firing.ts';
import { GroupInput, Name, type Schedule, ScheduleInput } from './schedule.ts';
import { createScheduleStore } from './store.ts';

/** A request as its route has read it. */
export type Request = { name: string; query: URLSearchParams; body: unknown; permit: Admission['enter'] };
type Operation = (request: Request) => Promise<object>;

const notFound = (what: string) => new AwsError('ResourceNotFoundException', `${what} does not exist.`, 404);
const conflict = (what: string) => new AwsError('ConflictException', what, 409);
const invalid = (what: string) => new AwsError('ValidationException', what);

/** How long a client token is remembered. */
const TOKEN_MS = 8 * 3_600_000;
const EARLIEST_START_MS = 5 * 60_000;

const Page = z.object({
  MaxResults: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 100),
  NextToken: z.optional(z.string()),
  NamePrefix: z._default(z.string(), ''),
  ScheduleGroup: z.optional(z.string()),
  State: z.optional(z.enum(['ENABLED', 'DISABLED'])),
});
const readPage = (query: URLSearchParams) => readInput(Page, Object.fromEntries(query));

/** What EventBridge Scheduler does: its operations, and what the runner may do in process. */
export function createSchedules({ db, clock, region, account }: Ground, deliver: Deliver) {
  const store = createScheduleStore(db);
  const arnOf = (group: string, name: string) => `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`;
  const groupArnOf = (name: string) => `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;
  const firing = createFiring(store, clock, arnOf, deliver);

  const find = (group: string, name: string): Schedule => {
    findGroup(group);
    const schedule = store.find(group, name);
    if (schedule === undefined) throw notFound(`Schedule ${name}`);
    return schedule;
  };
  const findGroup = (name: string) => {
    const group = store.group(name);
    if (group === undefined) throw notFound(`Schedule group ${name}`);
    return group;
  };

  const save = (name: string, { ClientToken: _, ...input }: ScheduleInput, earlier?: Schedule): void => {
    const now = clock.now();
    const createdAt = earlier?.createdAt ?? now;
    const timetable = timetableOf({ input, createdAt });
    // A one-time schedule in the past fires at once; a changed recurring one waits for its next turn.
    const isRecurring = !input.ScheduleExpression.startsWith('at(');
    const due = earlier && isRecurring ? timetable.next(now) : timetable.first;
    const times = planned({ name, input }, input.State === 'ENABLED' ? due : undefined);
    store.put({ name, input, createdAt, modifiedAt: now, ...times });
    firing.arm();
  };

  /** Does a change once: the same request with the same client token is answered as before. */
  const once = (token: string | undefined, request: unknown[], task: () => object): object => {
    const now = clock.now();
    const asked = JSON.stringify(request);
    return store.atomically(() => {
      const used = token === undefined ? undefined : store.used(token, now - TOKEN_MS);
      if (used !== undefined && used.request !== asked)
        throw conflict('The client token was used for another request before.');
      if (used !== undefined) return used.answer;
      const answer = task();
      if (token !== undefined) store.remember(token, asked, JSON.stringify(answer), now);
      return answer;
    });
  };

  /** Reads the body of a change; it also hands a role to the service, which IAM asks about separately. */
  const readSchedule = async (request: Request, action: string) => {
    const input = readInput(ScheduleInput, request.body);
    const name = readInput(Name, request.name);
    const [start, end] = [input.StartDate, input.EndDate].map((date) => date && date * 1000);
    if (!input.ScheduleExpression.startsWith('at(')) {
      if (start !== undefined && start < clock.now() - EARLIEST_START_MS)
        throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.');
      if (end !== undefined && end <= clock.now()) throw invalid('The EndDate you specify cannot be in the past.');
      if (start !== undefined && end !== undefined && start >= end)
        throw invalid('The StartDate must be earlier than the EndDate.');
    }
    timetableOf({ input, createdAt: clock.now() });
    await request.permit(`scheduler:${action}`, arnOf(input.GroupName, name));
    const passed = { 'iam:PassedToService': 'scheduler.amazonaws.com' };
    await request.permit('iam:PassRole', input.Target.RoleArn, passed);
    return { input, name, answer: { ScheduleArn: arnOf(input.GroupName, name) } };
  };

  const summary = (Arn: string, Name: string, State: string, createdAt: number, modifiedAt = createdAt) => ({
    ...{ Arn, Name, State },
    CreationDate: createdAt / 1000,
    LastModificationDate: modifiedAt / 1000,
  });
  const told = ({ name, input, createdAt, modifiedAt }: Schedule) => ({
    ...summary(arnOf(input.GroupName, name), name, input.State, createdAt, modifiedAt),
    GroupName: input.GroupName,
  });
  const toldGroup = ({ name, createdAt }: { name: string; createdAt: number }) =>
    summary(groupArnOf(name), name, 'ACTIVE', createdAt);
  const keyOf = ({ name, input }: Schedule) => `${input.GroupName}\n${name}`;
  const groupOf = (query: URLSearchParams) => query.get('groupName') ?? 'default';
  const tokenOf = (query: URLSearchParams) => query.get('clientToken') ?? undefined;

  const operations: Record<string, Operation> = {
    CreateSchedule: async (request) => {
      const { input, name, answer } = await readSchedule(request, 'CreateSchedule');
      return once(input.ClientToken, ['create', name, input], () => {
        findGroup(input.GroupName);
        if (store.find(input.GroupName, name)) throw conflict(`Schedule ${name} already exists.`);
        save(name, input);
        return answer;
      });
    },
    UpdateSchedule: async (request) => {
      const { input, name, answer } = await readSchedule(request, 'UpdateSchedule');
      return once(input.ClientToken, ['update', name, input], () => {
        save(name, input, find(input.GroupName, name));
        return answer;
      });
    },
    GetSchedule: async ({ name, query, permit }) => {
      await permit('scheduler:GetSchedule', arnOf(groupOf(query), name));
      const schedule = find(groupOf(query), name);
      return { ...schedule.input, ...told(schedule) };
    },
    DeleteSchedule: async ({ name, query, permit }) => {
      const group = groupOf(query);
      await permit('scheduler:DeleteSchedule', arnOf(group, name));
      return once(tokenOf(query), ['delete', group, name], () => {
        find(group, name);
        store.drop(group, name);
        firing.arm();
        return {};
      });
    },
    ListSchedules: async ({ query, permit }) => {
      const page = readPage(query);
      await permit('scheduler:ListSchedules', '*');
      if (page.ScheduleGroup !== undefined) findGroup(page.ScheduleGroup);
      const matching = store
        .all()
        .filter(
          ({ name, input }) =>
            name.startsWith(page.NamePrefix) &&
            input.GroupName === (page.ScheduleGroup ?? input.GroupName) &&
            input.State === (page.State ?? input.State),
        );
      const { shown, NextToken } = pageOf(matching, page.MaxResults, page.NextToken, keyOf);
      return { Schedules: shown.map((s) => ({ ...told(s), Target: { Arn: s.input.Target.Arn } })), NextToken };
    },
    CreateScheduleGroup: async (request) => {
      const { ClientToken } = readInput(GroupInput, request.body);
      const name = readInput(Name, request.name);
      await request.permit('scheduler:CreateScheduleGroup', groupArnOf(name));
      return once(ClientToken, ['create-group', name], () => {
        if (store.group(name)) throw conflict(`Schedule group ${name} already exists.`);
        store.addGroup(name, clock.now());
        return { ScheduleGroupArn: groupArnOf(name) };
      });
    },
    GetScheduleGroup: async ({ name, permit }) => {
      await permit('scheduler:GetScheduleGroup', groupArnOf(name));
      return toldGroup(findGroup(name));
    },
    DeleteScheduleGroup: async ({ name, query, permit }) => {
      await permit('scheduler:DeleteScheduleGroup', groupArnOf(name));
      return once(tokenOf(query), ['delete-group', name], () => {
        findGroup(name);
        if (name === 'default') throw invalid('The default schedule group cannot be deleted.');
        store.dropGroup(name);
        firing.arm();
        return {};
      });
    },
    ListScheduleGroups: async ({ query, permit }) => {
      const page = readPage(query);
      await permit('scheduler:ListScheduleGroups', '*');
      const matching = store.groups().filter(({ name }) => name.startsWith(page.NamePrefix));
      const { shown, NextToken } = pageOf(matching, page.MaxResults, page.NextToken, ({ name }) => name);
      return { ScheduleGroups: shown.map(toldGroup), NextToken };
    },
  };

  return {
    operations,
    firing,
    declareGroup(name: string): void {
      if (store.group(name) === undefined) store.addGroup(name, clock.now());
    },
    /** Declares a schedule of the template. An unchanged one keeps its place in time across restarts. */
    declareSchedule(name: string, declared: unknown): void {
      const input = readInput(ScheduleInput, declared);
      readInput(Name, name);
      if (store.group(input.GroupName) === undefined) store.addGroup(input.GroupName, clock.now());
      const earlier = store.find(input.GroupName, name);
      if (JSON.stringify(earlier?.input) !== JSON.stringify(input)) save(name, input, earlier);
    },
    /** All schedules with their next time (epoch ms), for the state page. */
    list: () =>
      store.all().map(({ name, input, fireAt }) => ({
        name,
        group: input.GroupName,
        state: input.State,
        expression: input.ScheduleExpression,
        nextAt: fireAt,
        skipped: firing.isSkipped(input.GroupName, name),
      })),
  };
}
