import { now } from '#runtime/clock.ts';
import { errorName } from '#runtime/error-name.ts';
import { logger } from '#runtime/logger.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import { type Circuit, circuitState, isTripped, opened } from '#shared/publishing/circuit.ts';
import { circuitOf, incrementFailures, resetCircuit, storeOpening } from './circuit.store.ts';

/**
 * The networks that this warm function has seen failing, with what all functions together know of them. A network that
 * never failed here is not asked about, so healthy ones cost nothing: a cold function finds out by its first call.
 */
const known = new Map<Platform, Circuit>();

/** Whether a network may be called now; if not, `until` when (epoch ms) there is no use in asking again. */
export async function circuitAllows(
  platform: Platform,
): Promise<{ allowed: true } | { allowed: false; until: number }> {
  const circuit = known.get(platform);
  if (circuit === undefined) return { allowed: true };
  if (circuitState(circuit, now()) !== 'half_open') return verdict(circuit);
  const next = opened(circuit, now());
  if (await storeOpening(platform, circuit, next)) {
    known.set(platform, next);
    return { allowed: true };
  }
  // Another caller tries, or has found the network back.
  const current = await circuitOf(platform);
  known.set(platform, current);
  return verdict(current);
}

const verdict = ({ openUntil }: Circuit): { allowed: true } | { allowed: false; until: number } =>
  openUntil === undefined || openUntil <= now() ? { allowed: true } : { allowed: false, until: openUntil };

/**
 * Records how a call ended: whether the network answered at all, be it with a refusal. Never throws: what the
 * call itself came to must not be lost with the count.
 */
export async function circuitRecords(platform: Platform, isUp: boolean): Promise<void> {
  try {
    await note(platform, isUp);
  } catch (error) {
    logger.warn('circuit not noted', { platform, error: errorName(error) });
  }
}

async function note(platform: Platform, isUp: boolean): Promise<void> {
  const circuit = known.get(platform);
  if (isUp) {
    if (circuit === undefined) return;
    known.delete(platform);
    await resetCircuit(platform);
    if (circuit.openUntil !== undefined) logger.info('network is back', { platform, trips: circuit.trips });
    return;
  }
  if (circuit?.openUntil !== undefined) return;
  const failed = await incrementFailures(platform);
  known.set(platform, failed);
  if (!isTripped(failed)) return;
  const rest = opened(failed, now());
  if (await storeOpening(platform, failed, rest)) logger.warn('network is left alone', { platform, ...rest });
  known.set(platform, rest);
}
