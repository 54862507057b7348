import type { Deliver } from '../aws/scheduler/firing.ts';
import type { Sqs } from '../aws/sqs.ts';
import type { Keeper } from './gate.ts';
import type { Workers } from './workers.ts';

/** Brings what a schedule asks for to its queue or function, if the schedule's own role may do that. */
export function createDelivery(sqs: Pick<Sqs, 'send'>, workers: Workers, keeper: Keeper): Deliver {
  return async ({ arn, roleArn, input, sqsParameters, scheduleArn }) => {
    const service = arn.split(':')[2];
    const action = service === 'sqs' ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
    const role = roleArn.split('/').at(-1) ?? '';
    if (!keeper.trusts(role, 'scheduler.amazonaws.com')) throw new Error(`${role} does not trust the scheduler`);
    if (!keeper.permits(role, `schedule ${scheduleArn.split('/').at(-1)}`, action, arn))
      throw new Error(`${role} may not ${action} on ${arn}`);
    if (service === 'sqs') {
      const groupId = sqsParameters?.MessageGroupId;
      sqs.send(arn, input, groupId === undefined ? {} : { groupId });
      return;
    }
    const outcome = await workers.invoke(arn, JSON.parse(input));
    if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
  };
}
