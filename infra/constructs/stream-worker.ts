import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Alarm, type Alarmed, alarmPeriod } from './alarm.ts';
import { AppFunction, type AppFunctionProps } from './app-function.ts';
import { DeadLetters } from './dead-letters.ts';
import type { SingleTable } from './single-table.ts';

export interface StreamWorkerProps extends Omit<AppFunctionProps, 'deadLetters'>, Alarmed {
  readonly table: SingleTable;
  /** The kinds of items whose changes it hears, as the entities name them: `target`. */
  readonly kinds: readonly string[];
  /** Changes handed to one invocation. @default 50 */
  readonly batchSize?: number;
}

/** A function that hears every change of some kinds of items, in order, at least once. */
export class StreamWorker extends Construct {
  readonly fn: AppFunction;

  constructor(scope: Construct, id: string, props: StreamWorkerProps) {
    super(scope, id);
    const { impact, runbook } = props;
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      name: props.name,
      kind: 'change',
      impact,
      runbook: `${runbook}-dead-letters`,
    });
    this.fn = new AppFunction(this, 'Function', { ...props, deadLetters: deadLetters.queue });
    const source = new EventSourceMapping(this, 'Source', {
      target: this.fn.lambda,
      eventSourceArn: props.table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: props.batchSize ?? 50,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 8,
      maxRecordAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: deadLetters.queue.queueArn }) },
      filters: changesOf(props.kinds),
    });
    props.table.bindStream(this.fn);
    // Without it the first poll could come before the permission and the deployment would be rolled back.
    source.node.addDependency(this.fn.role);
    new Alarm(this, 'Behind', {
      metric: this.fn.lambda.metric('IteratorAge', { period: alarmPeriod, statistic: 'Maximum' }),
      threshold: Duration.minutes(10).toMilliseconds(),
      impact,
      runbook: `${runbook}-behind`,
    });
  }
}

/** New and changed items are known by their new image, removed ones by their old. */
const changesOf = (kinds: readonly string[]): { [pattern: string]: string }[] =>
  ['NewImage', 'OldImage'].map((image) => ({
    pattern: JSON.stringify({ dynamodb: { [image]: { __edb_e__: { S: kinds } } } }),
  }));
