import { bestTimes, type Result } from '#shared/calendar/best-times.ts';
import type { BestTimesView } from '#shared/calendar/contract.ts';
import type { TenantActor } from '#shared/contract/permission.ts';

/**
 * The best hours of a business. What its posts achieved is not measured yet, so they rest on what is said of Kuwait,
 * and the answer says so.
 */
export async function readBestTimes(_: TenantActor): Promise<BestTimesView> {
  const measured: readonly Result[] = [];
  return { usual: viewOf(measured, false), ramadan: viewOf(measured, true) };
}

const viewOf = (results: readonly Result[], ramadan: boolean): BestTimesView['usual'] => {
  const { heat, ...rest } = bestTimes(results, ramadan);
  return { ...rest, heat: heat.map((day) => [...day]) };
};
