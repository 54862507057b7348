import * as z from 'zod/mini';
import type { DynamoDb } from '../../aws/dynamodb.ts';
import type { Faults, Fault as Ordered } from '../../outside/faults.ts';
import type { Sandbox } from '../../outside/sandbox.ts';
import type { ServiceFaults } from '../faults.ts';
import type { Kills } from '../kills.ts';
import type { Workers } from '../workers.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

const Fault = z.strictObject({
  operation: z.string(),
  times: z.optional(z.int().check(z.gte(1))),
  status: z.optional(z.int()),
  error: z.optional(z.string()),
  delayMs: z.optional(z.number()),
  reset: z.optional(z.enum(['before', 'after'])),
  when: z.optional(z.enum(['before', 'after'])),
  headers: z.optional(z.record(z.string(), z.string())),
  body: z.optional(z.unknown()),
});
const onlySandboxes = ['headers', 'body'] as const;

type Breakable = { faults: ServiceFaults; sandboxes: Readonly<Record<string, Sandbox>> };

/** The open faults of every service and sandbox that has any, or could have. */
export const openFaults = ({ faults, sandboxes }: Breakable): Record<string, readonly Ordered[]> => ({
  ...Object.fromEntries(Object.entries(sandboxes).map(([name, one]) => [name, one.faults.list()])),
  ...Object.fromEntries(faults.names().map((name) => [name, faults.of(name)?.list() ?? []])),
});

type Mendable = Breakable & {
  kills: Kills;
  workers: Pick<Workers, 'clocks'>;
  dynamodb: Pick<DynamoDb, 'lags' | 'orderLag'>;
};

/** Breaks and mends: the outside world by platform, AWS by service. */
export function faultEndpoints({ faults, sandboxes, kills, workers, dynamodb }: Mendable): Endpoints {
  const sandbox = (platform = ''): Sandbox => {
    const found = sandboxes[platform];
    if (found === undefined)
      throw new ControlError(404, `No sandbox ${platform}: ${Object.keys(sandboxes).join(', ')}`);
    return found;
  };
  const breakable = (name = ''): Faults => {
    const found = sandboxes[name]?.faults ?? faults.of(name);
    if (found === undefined)
      throw new ControlError(
        404,
        `Nothing called ${name}: ${[...Object.keys(sandboxes), ...faults.names()].join(', ')}`,
      );
    return found;
  };
  return {
    'GET /ledger/*': ([platform]) => sandbox(platform).ledger(),
    'POST /faults/*': ([name = ''], body) => {
      const open = breakable(name);
      const ordered = [z.union([z.array(Fault), Fault]).parse(body)].flat();
      for (const fault of ordered) {
        const stray = sandboxes[name] ? fault.error && 'error' : onlySandboxes.find((field) => field in fault);
        if (stray) throw new ControlError(400, `${name} does not take ${stray}`);
      }
      open.add(ordered.map(withoutUndefined));
      return open.list();
    },
    'DELETE /faults': () => {
      for (const name of [...Object.keys(sandboxes), ...faults.names()]) breakable(name).clear();
      kills.clear();
      workers.clocks.clear();
      for (const table of Object.keys(dynamodb.lags())) dynamodb.orderLag(table, 0);
      return {};
    },
  };
}

/** Absent is not the same as undefined for a fault's exact optional fields. */
function withoutUndefined({ operation, ...rest }: z.output<typeof Fault>): Ordered {
  return { operation, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) };
}
