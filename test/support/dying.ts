import { cognito } from '#runtime/cognito.ts';
import { dynamo } from '#runtime/table.ts';

/** At which call of a service the process ends: before it is made, or when it has taken effect and its answer is lost. */
export type Death = { at: number; when: 'before' | 'after' };

const NAME = 'death';

/**
 * Counts the calls of the table and the user pool that `work` makes, and ends it at one of them: the call throws past
 * every retry of the SDK, and so does each one after it. Returns how many calls there were, and what `work` came to.
 */
export async function dying<T>(death: Death | undefined, work: () => Promise<T>) {
  const calls: string[] = [];
  let dead = false;
  const end = () => {
    dead = true;
    throw new Error('died');
  };
  const middleware =
    <I, O>(next: (args: I) => Promise<O>, context: { commandName?: string }) =>
    async (args: I): Promise<O> => {
      if (dead) end();
      const isLast = calls.push(String(context.commandName)) === death?.at;
      if (isLast && death?.when === 'before') end();
      const result = await next(args);
      if (isLast) end();
      return result;
    };
  const how = { step: 'initialize', priority: 'high', name: NAME } as const;
  dynamo.middlewareStack.add(middleware, how);
  cognito.middlewareStack.add(middleware, how);
  try {
    const outcome = await work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    return { calls, ...outcome };
  } finally {
    dynamo.middlewareStack.remove(NAME);
    cognito.middlewareStack.remove(NAME);
  }
}
