import type { Application } from './template.ts';
import { invokers } from './web/routes.ts';
import type { Workers } from './workers.ts';

/** How a user pool runs its functions, where their permissions let it. Throws what the function answered with. */
export function triggers(application: Application, workers: Pick<Workers, 'invoke'>) {
  const mayInvoke = invokers(application);
  return async (arn: string, event: unknown): Promise<unknown> => {
    if (!mayInvoke(arn, 'cognito-idp.amazonaws.com')) throw new Error(`Cognito has no permission to invoke ${arn}`);
    const outcome = await workers.invoke(arn, event);
    if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
    return outcome.result;
  };
}
