import { context, type Figure, judged, rounded } from './figure.ts';
import { type Line, measureEndpoints } from './round-trips/endpoints.ts';
import { measurePublishing } from './round-trips/publishing.ts';
import { startWorld } from './round-trips/world.ts';

const SECOND = 1000;

/**
 * P4: exact calls and capacity units of every request of the budget table, and of publishing one target. Import it
 * only after the environment of functions is set: entities read the table's name when they are loaded.
 */
export async function roundTrips(): Promise<Figure[]> {
  const world = await startWorld();
  try {
    const lines = [...(await measureEndpoints(world)), ...(await measurePublishing(world))];
    const count = (of: (line: Line) => number) => lines.reduce((sum, line) => sum + of(line), 0);
    const none = (what: string, figure: number) => judged({ id: 'P4', what, figure, unit: '', target: 0 });
    return [
      ...lines.flatMap(figuresOf),
      none(
        'scans on any of these paths',
        count(({ cost }) => cost.scans),
      ),
      none(
        'filters that drop more than half of what was read',
        count(({ cost }) => cost.wastefulFilters),
      ),
      none(
        'calls for the keys of tokens once they are known',
        count(({ cost }) => cost.fetched.filter((url) => url.includes('jwks')).length),
      ),
    ];
  } finally {
    await world.close();
  }
}

const units = [
  { name: 'writeUnits', unit: 'WRU' },
  { name: 'readUnits', unit: 'RRU' },
] as const;

/** Calls with the names of what was called, then the units that are in the budget or that it cost anyway. */
function figuresOf({ what, cost, service, budget, onlyCalls, occupiedMs }: Line): Figure[] {
  if (occupiedMs !== undefined)
    return [judged({ id: 'P8', what, figure: rounded(occupiedMs / SECOND), unit: 's', target: 1 })];
  const counted = service === undefined ? Object.values(cost.calls) : [cost.calls[service] ?? 0];
  const calls = {
    id: 'P4',
    what,
    figure: counted.reduce((sum, one) => sum + one, 0),
    unit: service === undefined ? 'AWS calls' : `${service} calls`,
    ...(service === 'kms' ? {} : { spread: cost.trace.join(', ') }),
  };
  const lines = [budget.calls === undefined ? context(calls) : judged({ ...calls, target: budget.calls })];
  if (onlyCalls) return lines;
  for (const { name, unit } of units) {
    const target = budget[name];
    const on = Object.entries(cost.writeUnitsOn).filter(([, spent]) => spent > 0);
    const spread = on.map(([where, spent]) => `${where} ${spent}`).join(', ');
    const figure = { id: 'P4', what, figure: cost[name], unit, ...(name === 'writeUnits' ? { spread } : {}) };
    if (target !== undefined) lines.push(judged({ ...figure, target }));
    else if (cost[name] > 0) lines.push(context(figure));
  }
  return lines;
}
