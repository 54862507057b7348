import * as z from 'zod/mini';
import type { Scheduler } from '../../aws/scheduler.ts';
import type { Application } from '../template.ts';

// The template spells a schedule as the API does, so the scheduler itself checks the rest.
const Shape = z.looseObject({ Name: z.optional(z.string()) });

/** Declares the template's schedule groups and fixed schedules; those made by functions are already in the store. */
export function createSchedules(application: Application, scheduler: Scheduler): void {
  for (const { identity } of application.resources('AWS::Scheduler::ScheduleGroup'))
    scheduler.declareGroup(identity.ref);
  for (const { identity, properties } of application.all('AWS::Scheduler::Schedule', Shape)) {
    const { Name: _, ...schedule } = properties;
    scheduler.declareSchedule(identity.ref, schedule);
  }
}
