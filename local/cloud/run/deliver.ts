import type { Deliver } from '../aws/scheduler/firing.ts';
import { AwsError } from '../aws/service.ts';
import type { Sqs } from '../aws/sqs.ts';
import type { AsyncInvocations } from './async-invocations.ts';
import type { Keeper } from './gate.ts';

/** Brings what a schedule asks for to its queue or function, if the schedule's own role may do that. */
export function createDelivery(
  sqs: Pick<Sqs, 'send'>,
  events: Pick<AsyncInvocations, 'invokeAsync'>,
  keeper: Keeper,
): Deliver {
  return async ({ arn, roleArn, input, sqsParameters, scheduleArn, attributes = {} }) => {
    const isQueue = arn.startsWith('arn:aws:sqs:');
    const action = isQueue ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
    const role = roleArn.split('/').at(-1) ?? '';
    if (!keeper.trusts(role, 'scheduler.amazonaws.com')) throw new Error(`${role} does not trust the scheduler`);
    if (!keeper.permits(role, `schedule ${scheduleArn.split('/').at(-1)}`, action, arn))
      throw new AwsError('AccessDeniedException', `${role} is not authorized to perform: ${action} on ${arn}`, 403);
    if (isQueue) {
      sqs.send(arn, input, { groupId: sqsParameters?.MessageGroupId, attributes, sender: role });
      return;
    }
    events.invokeAsync(arn, JSON.parse(input));
  };
}
