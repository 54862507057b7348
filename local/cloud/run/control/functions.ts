import * as z from 'zod/mini';
import { KillOrder, type Kills } from '../kills.ts';
import type { Workers } from '../workers.ts';
import { durationMs } from './duration.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

const Skew = z.strictObject({ by: z.string() });

/** Kills functions at exact points, sets their clocks wrong, and runs them by hand. */
export function functionEndpoints({ workers, kills }: { workers: Workers; kills: Kills }): Endpoints {
  const functionName = (name = ''): string => {
    const spec = workers.spec(name);
    if (spec === undefined) throw new ControlError(404, `No function ${name}: ${workers.names().join(', ')}`);
    return spec.name;
  };
  return {
    'POST /functions/*/kill': ([name], body) => {
      kills.order(functionName(name), KillOrder.parse(body));
      return kills.open();
    },
    'POST /functions/*/skew': ([name], body) => {
      const { by } = Skew.parse(body);
      const ms = durationMs(by.replace(/^-/, ''));
      if (ms === undefined) throw new ControlError(400, 'by is an ISO 8601 duration such as PT5M, -PT5M or PT0S');
      workers.clocks.skew(functionName(name), by.startsWith('-') ? -ms : ms);
      return workers.clocks.skews();
    },
    'POST /functions/*/invoke': ([name], body) => workers.invoke(functionName(name), body),
  };
}
