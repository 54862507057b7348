import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import type { Deliver } from '#cloud/aws/scheduler/firing.ts';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import type { Ground } from '#cloud/aws/service.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { conformanceTarget } from './target.ts';

/** A scheduler whose targets are queues of a local SQS. */
async function startBoth(ground: Ground) {
  const sqs = await startSqs(ground);
  const deliver: Deliver = async ({ arn, input, attributes = {} }) => {
    sqs.send(arn, input, { attributes });
  };
  const scheduler = await startScheduler(ground, deliver);
  const close = async () => void (await Promise.all([scheduler.close(), sqs.close()]));
  return { ...scheduler, sqs, close };
}

const target = conformanceTarget(startBoth);

/** In AWS the role must exist: it trusts scheduler.amazonaws.com and may send to every queue named `checks-*`. */
const roleArn = process.env.CONFORMANCE_SCHEDULER_ROLE ?? 'arn:aws:iam::000000000000:role/SchedulerRole';

async function makeQueue() {
  const { local, options, unique } = target();
  const endpoint = local?.service.sqs.url;
  const client = new SQSClient({ ...options, ...(endpoint && { endpoint }) });
  const name = unique('checks');
  const made = local?.service.sqs.createQueue({ name });
  const url = made?.url ?? (await client.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl;
  onTestFinished(async () => {
    if (!local) await client.send(new DeleteQueueCommand({ QueueUrl: url }));
    client.destroy();
  });
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  const receive = async () => {
    const wanted = { MaxNumberOfMessages: 10, WaitTimeSeconds: 1, MessageAttributeNames: ['All'] };
    return (await client.send(new ReceiveMessageCommand({ QueueUrl: url, ...wanted }))).Messages ?? [];
  };
  return { arn: Attributes?.QueueArn ?? '', receive };
}

/** A schedule group and a queue of its own for one check. */
export async function openGroup() {
  const { options, unique, pass, local } = target();
  const client = new SchedulerClient(options);
  const GroupName = unique('checks');
  const { ScheduleGroupArn = '' } = await client.send(new CreateScheduleGroupCommand({ Name: GroupName }));
  onTestFinished(async () => {
    await client.send(new DeleteScheduleGroupCommand({ Name: GroupName })).catch(() => {});
    client.destroy();
  });
  const queue = await makeQueue();
  const now = () => local?.ground.clock.now() ?? Date.now();
  /** The UTC wall time `ms` from now, as an expression. */
  const at = (ms: number) => `at(${new Date(now() + ms).toISOString().slice(0, 19)})`;
  const Target = { Arn: queue.arn, RoleArn: roleArn, Input: '{"a":1}' };
  const input = (more: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
    Name: 'one',
    GroupName,
    ScheduleExpression: at(3_600_000),
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target,
    ...more,
  });
  const create = (more: Partial<CreateScheduleCommandInput> = {}) =>
    client.send(new CreateScheduleCommand(input(more)));
  return { client, GroupName, ScheduleGroupArn, Target, queue, makeQueue, at, now, input, create, pass, unique };
}
