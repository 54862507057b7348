import type { Clock } from './clock.ts';

/** What `work` comes to, or `late` once the clock has gone on by `ms`; the work itself is not stopped. */
export async function within<T, L>(clock: Clock, ms: number, work: Promise<T>, late: L): Promise<T | L> {
  const { promise, resolve } = Promise.withResolvers<L>();
  const cancel = clock.at(clock.now() + ms, () => resolve(late));
  return Promise.race([work, promise]).finally(cancel);
}
