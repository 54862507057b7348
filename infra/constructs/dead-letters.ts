import { Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import { deadLettersName, queueName } from '../../functions/runtime/queue-names.ts';
import { letterKinds } from '../../shared/dead-letters/contract.ts';
import { acknowledged } from './acknowledged.ts';
import { Alarm, type Alarmed, alarmPeriod } from './alarm.ts';
import type { AppFunction } from './app-function.ts';
import { ProductStack } from './product-stack.ts';

export interface DeadLettersProps extends Alarmed {
  /** The function whose work is kept here, by its short name: so the queue is called in the staff's API. */
  readonly name: string;
  /** Whether letters are messages that can be sent again, or only point at changes or runs. */
  readonly kind: (typeof letterKinds)[number];
}

/** What the addresses of the application's queues begin with. */
export const queuesAt = ({ region, urlSuffix, account }: Stack): string =>
  `https://sqs.${region}.${urlSuffix}/${account}`;

/** Where work goes that could not be done: kept for fourteen days, and never without an alarm. */
export class DeadLetters extends Construct {
  readonly queue: Queue;
  readonly name: string;
  readonly kind: DeadLettersProps['kind'];

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    this.name = props.name;
    this.kind = props.kind;
    this.queue = new Queue(this, 'Queue', {
      queueName: deadLettersName(ProductStack.of(this).config.stage, props.name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledged(this.queue, {
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'These are the dead letters themselves; each has an alarm.',
      expires: '2027-11-30',
    });
    new Alarm(this, 'NotEmpty', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'Maximum' }),
      threshold: 1,
      impact: props.impact,
      runbook: props.runbook,
    });
  }

  /** Lets a worker park what it cannot do, with a note that says why. */
  bind(fn: AppFunction, _access: 'park'): void {
    fn.environment(envNames.deadLettersUrl, this.queue.queueUrl);
    fn.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /**
   * Lets a function tend all dead letters of the application, and tells it which there are. It is told their names, not
   * their addresses: forty fit into its environment, and no stack has to hold on to queues of another, which could then
   * never be taken away. Everything that has dead letters must exist by now; a test counts.
   */
  static bindAll(fn: AppFunction): void {
    const stack = ProductStack.of(fn);
    const all = fn.node.root.node.findAll().filter((node) => node instanceof DeadLetters);
    const named = (kind: DeadLettersProps['kind']) => all.filter((each) => each.kind === kind).map(({ name }) => name);
    const arns = (names: readonly string[]) => names.map((name) => stack.formatArn({ service: 'sqs', resource: name }));
    const { stage } = stack.config;

    fn.environment(
      envNames.deadLetterQueues,
      JSON.stringify({
        at: queuesAt(stack),
        names: Object.fromEntries(letterKinds.map((kind) => [kind, named(kind)])),
      }),
    );
    fn.allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      arns(letterKinds.flatMap(named).map((name) => deadLettersName(stage, name))),
    );
    // Only messages can be sent again: where they came from is the queue of the same name.
    fn.allow(['sqs:SendMessage'], arns(named('message').map((name) => queueName(stage, name))));
    for (const owner of new Set(all.map((each) => Stack.of(each))))
      if (owner !== stack) stack.addStackDependency(owner, 'its dead letters are tended there');
  }
}
