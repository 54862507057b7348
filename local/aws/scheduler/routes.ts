import { readInput } from '../json-protocol.ts';
import type { Admission } from '../service.ts';
import { GroupInput, Name, type Schedule, ScheduleInput } from './schedule.ts';
import type { createSchedules } from './schedules.ts';

type Request = {
  schedules: ReturnType<typeof createSchedules>;
  name: string;
  query: URLSearchParams;
  body: unknown;
  region: string;
  account: string;
  permit: Admission['enter'];
};

const groupOf = (query: URLSearchParams) => query.get('groupName') ?? 'default';
const seconds = (ms: number) => ms / 1000;

/** Creating or changing a schedule also hands its role to the service, which IAM asks about separately. */
async function permitWrite({ schedules, name, permit }: Request, action: string, input: ScheduleInput): Promise<void> {
  await permit(action, schedules.arnOf(input.GroupName, name));
  await permit('iam:PassRole', input.Target.RoleArn, { 'iam:PassedToService': 'scheduler.amazonaws.com' });
}

/** One page of `items` after the token, which is the key of the last item seen. */
function page<T>(items: T[], query: URLSearchParams, keyOf: (item: T) => string) {
  const token = query.get('NextToken');
  const max = Number(query.get('MaxResults') ?? 100);
  const rest = token === null ? items : items.filter((item) => keyOf(item) > token);
  const shown = rest.slice(0, max);
  const last = shown.at(-1);
  return { shown, NextToken: rest.length > max && last !== undefined ? keyOf(last) : undefined };
}

const summary = (schedules: Request['schedules'], { name, input, createdAt, modifiedAt }: Schedule) => ({
  Arn: schedules.arnOf(input.GroupName, name),
  Name: name,
  GroupName: input.GroupName,
  State: input.State,
  CreationDate: seconds(createdAt),
  LastModificationDate: seconds(modifiedAt),
});

const groupArn = ({ region, account }: Request, name: string) =>
  `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;
const group = (request: Request, { name, createdAt }: { name: string; createdAt: number }) => ({
  Arn: groupArn(request, name),
  Name: name,
  State: 'ACTIVE',
  CreationDate: seconds(createdAt),
  LastModificationDate: seconds(createdAt),
});

/** Names of the supported operations, by method and path. */
export const ROUTES: Readonly<Record<string, string>> = {
  'POST /schedules/{Name}': 'CreateSchedule',
  'PUT /schedules/{Name}': 'UpdateSchedule',
  'GET /schedules/{Name}': 'GetSchedule',
  'DELETE /schedules/{Name}': 'DeleteSchedule',
  'GET /schedules': 'ListSchedules',
  'POST /schedule-groups/{Name}': 'CreateScheduleGroup',
  'GET /schedule-groups/{Name}': 'GetScheduleGroup',
  'DELETE /schedule-groups/{Name}': 'DeleteScheduleGroup',
  'GET /schedule-groups': 'ListScheduleGroups',
};

export const OPERATIONS: Record<string, (request: Request) => Promise<object>> = {
  CreateSchedule: async (request) => {
    const input = readInput(ScheduleInput, request.body);
    const name = readInput(Name, request.name);
    await permitWrite(request, 'scheduler:CreateSchedule', input);
    request.schedules.create(name, input);
    return { ScheduleArn: request.schedules.arnOf(input.GroupName, name) };
  },
  UpdateSchedule: async (request) => {
    const input = readInput(ScheduleInput, request.body);
    await permitWrite(request, 'scheduler:UpdateSchedule', input);
    request.schedules.update(request.name, input);
    return { ScheduleArn: request.schedules.arnOf(input.GroupName, request.name) };
  },
  GetSchedule: async ({ schedules, name, query, permit }) => {
    await permit('scheduler:GetSchedule', schedules.arnOf(groupOf(query), name));
    const schedule = schedules.find(groupOf(query), name);
    const { ClientToken: _, ...input } = schedule.input;
    return { ...input, ...summary(schedules, schedule) };
  },
  DeleteSchedule: async ({ schedules, name, query, permit }) => {
    await permit('scheduler:DeleteSchedule', schedules.arnOf(groupOf(query), name));
    schedules.remove(groupOf(query), name);
    return {};
  },
  ListSchedules: async ({ schedules, query, permit }) => {
    await permit('scheduler:ListSchedules', '*');
    const [prefix, groupName, state] = [query.get('NamePrefix') ?? '', query.get('ScheduleGroup'), query.get('State')];
    const matching = schedules
      .all()
      .filter(
        ({ name, input }) =>
          name.startsWith(prefix) &&
          input.GroupName === (groupName ?? input.GroupName) &&
          input.State === (state ?? input.State),
      );
    const { shown, NextToken } = page(matching, query, ({ name, input }) => `${input.GroupName}\n${name}`);
    return {
      Schedules: shown.map((s) => ({ ...summary(schedules, s), Target: { Arn: s.input.Target.Arn } })),
      NextToken,
    };
  },
  CreateScheduleGroup: async (request) => {
    readInput(GroupInput, request.body);
    const name = readInput(Name, request.name);
    await request.permit('scheduler:CreateScheduleGroup', groupArn(request, name));
    request.schedules.addGroup(name);
    return { ScheduleGroupArn: groupArn(request, name) };
  },
  GetScheduleGroup: async (request) => {
    await request.permit('scheduler:GetScheduleGroup', groupArn(request, request.name));
    return group(request, request.schedules.findGroup(request.name));
  },
  DeleteScheduleGroup: async (request) => {
    await request.permit('scheduler:DeleteScheduleGroup', groupArn(request, request.name));
    request.schedules.removeGroup(request.name);
    return {};
  },
  ListScheduleGroups: async (request) => {
    await request.permit('scheduler:ListScheduleGroups', '*');
    const prefix = request.query.get('NamePrefix') ?? '';
    const matching = request.schedules.groups().filter(({ name }) => name.startsWith(prefix));
    const { shown, NextToken } = page(matching, request.query, ({ name }) => name);
    return { ScheduleGroups: shown.map((item) => group(request, item)), NextToken };
  },
};
