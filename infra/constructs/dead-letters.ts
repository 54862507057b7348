import { Duration, Stack } from 'aws-cdk-lib';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import type { letterKinds } from '../../shared/dead-letters/contract.ts';
import { Alarm, type Alarmed, alarmPeriod } from './alarm.ts';
import type { AppFunction } from './app-function.ts';

export interface DeadLettersProps extends Alarmed {
  /** The function whose work is kept here, by its short name: so the queue is called in the staff's API. */
  readonly name: string;
  /** Whether letters are messages that can be sent again, or only point at changes or runs. */
  readonly kind: (typeof letterKinds)[number];
}

/** Queues whose addresses fit into a function's environment (4 KB, two addresses of 120 characters each). */
const MOST_TOLD = 12;

/** Where work goes that could not be done: kept for fourteen days, and never without an alarm. */
export class DeadLetters extends Construct {
  readonly queue: Queue;
  private readonly props: DeadLettersProps;
  private source: IQueue | undefined;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    this.props = props;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new Alarm(this, 'NotEmpty', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'Maximum' }),
      threshold: 1,
      impact: props.impact,
      runbook: props.runbook,
    });
  }

  /** Says where letters are sent when somebody redrives them. */
  returnTo(source: IQueue): void {
    this.source = source;
  }

  /** Lets a worker park what it cannot do, with a note that says why. */
  bind(fn: AppFunction, _access: 'park'): void {
    fn.environment(envNames.deadLettersUrl, this.queue.queueUrl);
    fn.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /**
   * Lets a function tend the dead letters of its whole stack, and tells it which there are. Everything that has some
   * must exist by now; a test counts.
   */
  static bindAll(fn: AppFunction): void {
    const all = Stack.of(fn)
      .node.findAll()
      .filter((node) => node instanceof DeadLetters);
    if (all.length > MOST_TOLD)
      throw new Error(`The list of ${all.length} dead-letter queues needs a place of its own.`);
    const told = all.map(({ props, queue, source }) => ({
      queue: props.name,
      kind: props.kind,
      url: queue.queueUrl,
      ...(source ? { source: source.queueUrl } : {}),
    }));
    fn.environment(envNames.deadLetterQueues, JSON.stringify(told));
    fn.allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      all.map(({ queue }) => queue.queueArn),
    );
    fn.allow(
      ['sqs:SendMessage'],
      all.flatMap(({ source }) => (source ? [source.queueArn] : [])),
    );
  }
}
