import { KillOrder, type Kills } from '../kills.ts';
import type { Workers } from '../workers.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

/** Kills functions at exact points, and runs them by hand. */
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
    'POST /functions/*/invoke': ([name], body) => workers.invoke(functionName(name), body),
  };
}
