import * as z from 'zod/mini';
import type { Scheduler } from '../../aws/scheduler.ts';
import { durationMs } from './duration.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

const FireOrder = z.strictObject({ group: z.optional(z.string()) });
const ScheduleOrder = z.strictObject({
  group: z.optional(z.string()),
  /** Whether its turns pass without firing. */
  skip: z.optional(z.boolean()),
  /** How much later than planned its next turn comes: `PT59S`. */
  late: z.optional(z.string()),
});

/** Makes schedules fire twice, late or never. */
export function scheduleEndpoints({ scheduler }: { scheduler: Scheduler }): Endpoints {
  const known = (name: string) => scheduler.list().find((one) => one.name === name);
  const groupOf = (name: string, group?: string) => group ?? known(name)?.group ?? 'default';
  return {
    'POST /schedules/*/fire': async ([name = ''], body) => {
      await scheduler.fireAgain(name, groupOf(name, FireOrder.parse(body).group));
      return {};
    },
    'POST /schedules/*': ([name = ''], body) => {
      const { group, skip, late } = ScheduleOrder.parse(body);
      const lateMs = late === undefined ? undefined : durationMs(late);
      if (late !== undefined && lateMs === undefined)
        throw new ControlError(400, 'late is an ISO 8601 duration such as PT59S');
      scheduler.order(groupOf(name, group), name, { skip, lateMs });
      return known(name);
    },
  };
}
