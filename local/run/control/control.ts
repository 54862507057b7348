import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import type { Clock } from '../../aws/clock.ts';
import type { Scheduler } from '../../aws/scheduler.ts';
import { AwsError, readBody } from '../../aws/service.ts';
import type { Sqs } from '../../aws/sqs.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Keeper } from '../gate.ts';
import { KillOrder, type Kills } from '../kills.ts';
import type { Workers } from '../workers.ts';
import { durationMs } from './duration.ts';

export type Controlled = {
  clock: Clock;
  workers: Workers;
  keeper: Keeper;
  kills: Kills;
  sqs: Sqs;
  scheduler: Scheduler;
  sandboxes: Readonly<Record<string, Sandbox>>;
};

const Advance = z.strictObject({ advance: z.string() });
const Fault = z.object({
  operation: z.string(),
  times: z.optional(z.int().check(z.gte(1))),
  status: z.optional(z.int()),
  delayMs: z.optional(z.number()),
  reset: z.optional(z.enum(['before', 'after'])),
  when: z.optional(z.enum(['before', 'after'])),
  headers: z.optional(z.record(z.string(), z.string())),
  body: z.optional(z.unknown()),
});
const QueueOrder = z.strictObject({ paused: z.optional(z.boolean()), deliver: z.optional(z.int().check(z.gte(1))) });

/** One endpoint: what it answers for the names in its path and its JSON body. */
type Endpoint = (names: readonly string[], body: unknown) => unknown;

/** An order that makes no sense; the text goes back to whoever gave it. */
class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The JSON endpoints for people and tests: clock, ledgers, faults, queues, functions, state. */
export function createControl(controlled: Controlled) {
  const endpoints = endpointsOf(controlled);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body, null, 2)}\n`);
    try {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      for (const [route, endpoint] of Object.entries(endpoints)) {
        const [method, pattern = ''] = route.split(' ');
        const found =
          method === request.method ? new RegExp(`^${pattern.replaceAll('*', '([^/]+)')}$`).exec(path) : null;
        if (found === null) continue;
        const text = (await readBody(request)).toString();
        return answer(200, await endpoint(found.slice(1).map(decodeURIComponent), text === '' ? {} : JSON.parse(text)));
      }
      const isAws = (request.headers.authorization ?? '').startsWith('AWS4');
      if (isAws) return answer(501, { message: 'The local cloud does not have this AWS service' });
      answer(404, { message: `No such order. There are: ${Object.keys(endpoints).join(', ')}` });
    } catch (error) {
      const status = error instanceof ControlError ? error.status : error instanceof AwsError ? 404 : 400;
      answer(status, { message: error instanceof Error ? error.message : String(error) });
    }
  };
}

function endpointsOf({
  clock,
  workers,
  keeper,
  kills,
  sqs,
  scheduler,
  sandboxes,
}: Controlled): Record<string, Endpoint> {
  const sandbox = (platform: string | undefined): Sandbox => {
    const found = sandboxes[platform ?? ''];
    if (found === undefined)
      throw new ControlError(404, `No sandbox ${platform}: ${Object.keys(sandboxes).join(', ')}`);
    return found;
  };
  const functionName = (name: string | undefined): string => {
    const spec = workers.spec(name ?? '');
    if (spec === undefined) throw new ControlError(404, `No function ${name}: ${workers.names().join(', ')}`);
    return spec.name;
  };
  const queueName = (name: string | undefined): string => {
    const names = sqs.stats().map((queue) => queue.name);
    const wanted = (name ?? '').toLowerCase();
    const exact = names.filter((one) => one.toLowerCase() === wanted);
    const close = names.filter((one) => isQueueOf(one, wanted));
    const [found, ...others] = exact.length > 0 ? exact : close;
    if (found === undefined || others.length > 0)
      throw new ControlError(404, `${close.length === 0 ? 'No' : 'More than one'} queue ${name}: ${names.join(', ')}`);
    return found;
  };
  const time = () => ({ now: clock.now(), iso: new Date(clock.now()).toISOString() });

  return {
    'POST /clock': async (_, body) => {
      const ms = durationMs(Advance.parse(body).advance);
      if (ms === undefined) throw new ControlError(400, 'advance is an ISO 8601 duration such as PT90M or P1D');
      await clock.advance(ms);
      return time();
    },
    'GET /ledger/*': ([platform]) => sandbox(platform).ledger(),
    'POST /faults/*': ([platform], body) => {
      const faults = z.union([z.array(Fault), Fault]).parse(body);
      sandbox(platform).setFaults([faults].flat().map(withoutUndefined));
      return sandbox(platform).openFaults();
    },
    'DELETE /faults': () => {
      for (const one of Object.values(sandboxes)) one.clearFaults();
      kills.clear();
      return {};
    },
    'POST /queues/*': ([name], body) => {
      const { paused, deliver } = QueueOrder.parse(body);
      const queue = queueName(name);
      if (paused !== undefined) sqs.pause(queue, paused);
      if (deliver !== undefined) sqs.deliverTimes(queue, deliver);
      return sqs.stats().find((one) => one.name === queue);
    },
    'POST /schedules/*/fire': ([name], body) => {
      const { group } = z.object({ group: z.optional(z.string()) }).parse(body);
      const known = scheduler.list().find((one) => one.name === name)?.group;
      return scheduler.fireAgain(name ?? '', group ?? known ?? 'default').then(() => ({}));
    },
    'POST /functions/*/kill': ([name], body) => {
      kills.order(functionName(name), KillOrder.parse(body));
      return kills.open();
    },
    'POST /functions/*/invoke': ([name], body) => workers.invoke(functionName(name), body),
    'GET /state': () => ({
      clock: { ...time(), offsetMs: clock.offset() },
      queues: sqs.stats(),
      schedules: scheduler.list(),
      functions: workers.state(),
      faults: Object.fromEntries(Object.entries(sandboxes).map(([name, one]) => [name, one.openFaults()])),
      kills: kills.open(),
      denials: keeper.denials(),
      usedActions: keeper.used(),
    }),
  };
}

/** `publish` means `PublishingPublishQueueCAA6C6A8`, not its dead letters. */
const isQueueOf = (queue: string, wanted: string) =>
  new RegExp(`${wanted.replaceAll(/[^a-z0-9]/g, '')}(queue)?[0-9a-f]{0,8}$`, 'i').test(queue) &&
  !/deadletter/i.test(queue);

/** Absent is not the same as undefined for the sandbox's exact optional fields. */
function withoutUndefined(fault: z.output<typeof Fault>) {
  const { operation, times, status, delayMs, reset, when, headers, body } = fault;
  return {
    operation,
    ...(times === undefined ? {} : { times }),
    ...(status === undefined ? {} : { status }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(reset === undefined ? {} : { reset }),
    ...(when === undefined ? {} : { when }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  };
}
