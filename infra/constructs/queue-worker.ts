import { Duration, Stack } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import { queueName } from '../../functions/runtime/queue-names.ts';
import { type Queue as DeclaredQueue, queueVariable } from '../../shared/contract/queue.ts';
import { acknowledged } from './acknowledged.ts';
import { Alarm, type Alarmed, alarmPeriod } from './alarm.ts';
import { AppFunction, type AppFunctionProps } from './app-function.ts';
import { DeadLetters, queuesAt } from './dead-letters.ts';
import { ProductStack } from './product-stack.ts';

export interface QueueWorkerProps extends Omit<AppFunctionProps, 'name'>, Alarmed {
  /** What its senders and its worker share; the function is named like it. */
  readonly queue: DeclaredQueue;
  /** Messages handed to one invocation. @default 5 */
  readonly batchSize?: number;
  /** Invocations at the same time: what the outside world and the table can take. At least 2. */
  readonly maxConcurrency: number;
  /** Attempts before a message is parked among the dead letters. @default 5 */
  readonly attempts?: number;
  /** Age of the oldest message at which customers begin to notice. @default 15 minutes */
  readonly late?: Duration;
}

/**
 * A queue and the function that works on it, with all that must not be forgotten: dead letters, alarms for parked and
 * for late messages, failures message by message, bounded concurrency, and a visibility six times the time-out.
 */
export class QueueWorker extends Construct {
  readonly fn: AppFunction;
  readonly queue: Queue;
  private readonly declared: DeclaredQueue;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const { impact, runbook } = props;
    const { name } = props.queue;
    this.declared = props.queue;
    this.fn = new AppFunction(this, 'Function', { ...props, name });
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      name,
      kind: 'message',
      impact,
      runbook: `${runbook}-dead-letters`,
    });
    const attempts = props.attempts ?? 5;
    this.queue = new Queue(this, 'Queue', {
      queueName: queueName(ProductStack.of(this).config.stage, name),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(this.fn.timeout.toSeconds() * 6),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: attempts },
    });
    // The worker parks what it cannot read at once and everything else after its last attempt; the queue's own redrive
    // policy takes what could not be parked.
    deadLetters.bind(this.fn, 'park');
    this.fn.environment(envNames.maxReceives, String(attempts));
    const source = new EventSourceMapping(this, 'Source', {
      target: this.fn.lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize ?? 5,
      maxConcurrency: props.maxConcurrency,
      reportBatchItemFailures: true,
    });
    acknowledged(source, {
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'A queue as source takes no destination: its own redrive policy parks what fails.',
      expires: '2027-11-30',
    });
    this.fn.allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      [this.queue.queueArn],
    );
    new Alarm(this, 'Late', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: 'Maximum' }),
      threshold: (props.late ?? Duration.minutes(15)).toSeconds(),
      impact,
      runbook: `${runbook}-late`,
    });
  }

  /** The worker of a queue, which must exist by now. */
  static of(scope: Construct, queue: DeclaredQueue): QueueWorker {
    const found = scope.node.root.node.findAll().find((node) => node instanceof QueueWorker && node.declared === queue);
    if (!(found instanceof QueueWorker)) throw new Error(`Nobody works on ${queue.name}.`);
    return found;
  }

  /**
   * Lets a function put messages into the queue. One of another stack is told its name's address instead of an export,
   * so that the queue can be taken away again; its stack is deployed after this one.
   */
  bind(fn: AppFunction, _access: 'send'): void {
    const [here, there] = [Stack.of(this), ProductStack.of(fn)];
    const name = queueName(there.config.stage, this.declared.name);
    const isNear = here === there;
    fn.environment(queueVariable(this.declared), isNear ? this.queue.queueUrl : `${queuesAt(there)}/${name}`);
    fn.allow(['sqs:SendMessage'], [isNear ? this.queue.queueArn : there.formatArn({ service: 'sqs', resource: name })]);
    if (!isNear) there.addStackDependency(here, `${fn.appName} sends to ${this.declared.name}`);
  }
}
