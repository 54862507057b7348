import type { Workers } from './workers.ts';

/** How a user pool runs its functions; that it may has been checked before. Throws what the function answered with. */
export const triggers =
  (workers: Pick<Workers, 'invoke'>) =>
  async (arn: string, event: unknown): Promise<unknown> => {
    const outcome = await workers.invoke(arn, event);
    if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
    return outcome.result;
  };
