import * as z from 'zod/mini';
import type { Scheduler } from '../../aws/scheduler.ts';
import type { Endpoints } from './endpoint.ts';

const FireOrder = z.strictObject({ group: z.optional(z.string()) });

export const scheduleEndpoints = ({ scheduler }: { scheduler: Scheduler }): Endpoints => ({
  'POST /schedules/*/fire': async ([name = ''], body) => {
    const { group } = FireOrder.parse(body);
    const known = scheduler.list().find((one) => one.name === name)?.group;
    await scheduler.fireAgain(name, group ?? known ?? 'default');
    return {};
  },
});
