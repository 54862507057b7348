import { Duration } from 'aws-cdk-lib';
import {
  Alarm as CloudWatchAlarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import { ProductStack } from './product-stack.ts';

/** What every alarmed construct must be told. */
export interface Alarmed {
  /** What a customer notices, in one plain sentence: the first thing the person on call reads. */
  readonly impact: string;
  /** Heading in `docs/runbook.md` that says how to mend it, as its anchor: `publish-queue`. */
  readonly runbook: string;
}

export interface AlarmProps extends Alarmed {
  readonly metric: IMetric;
  readonly threshold: number;
  /** @default at or above the threshold */
  readonly when?: ComparisonOperator;
  /** Periods of the metric in a row. @default 1 */
  readonly periods?: number;
  /** What silence means. @default not breaching */
  readonly silence?: TreatMissingData;
}

/** An alarm that says what is at stake and where the cure is written. */
export class Alarm extends Construct {
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const stack = ProductStack.of(this);
    const alarm = new CloudWatchAlarm(this, 'Alarm', {
      alarmName: stack.named(this.node.path.split('/').slice(1).join('-')),
      alarmDescription: `${props.impact} What to do: docs/runbook.md#${props.runbook}`,
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.when ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.silence ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(AlarmTopic.of(this).topic));
  }
}

/** The period all our alarms look at unless they say otherwise. */
export const alarmPeriod = Duration.minutes(5);
