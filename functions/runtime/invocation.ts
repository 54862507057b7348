import type { Context } from 'aws-lambda';
import { logger } from './logger.ts';
import { writeMetrics } from './metrics.ts';

/**
 * One call of a function by Lambda, however it was caused: the log carries its ids, and what was measured on the way
 * is written at its end, whether it succeeds or fails.
 */
export async function invocation<T>(context: Context, run: () => Promise<T>): Promise<T> {
  logger.resetKeys();
  logger.addContext(context);
  try {
    return await run();
  } finally {
    writeMetrics();
  }
}
