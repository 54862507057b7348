import { ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { Alarm, type Alarmed, alarmPeriod } from './alarm.ts';
import { AppFunction, type AppFunctionProps } from './app-function.ts';
import { DeadLetters } from './dead-letters.ts';
import { zeroWhenSilent } from './product-metric.ts';
import { ProductStack } from './product-stack.ts';

export interface TimedJobProps extends Omit<AppFunctionProps, 'deadLetters'>, Alarmed {
  /** How often, in EventBridge Scheduler's words: `rate(5 minutes)`. */
  readonly rate: `rate(${number} ${'minutes' | 'hour' | 'hours' | 'day' | 'days'})`;
  /** Alarm when it gave no sign of life in this many periods of five minutes. @default no such alarm */
  readonly silentPeriods?: number;
  /** What counts as a sign of life. @default that it was called, also when it failed */
  readonly sign?: Metric;
}

/** A function that runs at a fixed rate. What fails for good is kept, and silence itself can raise the alarm. */
export class TimedJob extends Construct {
  readonly fn: AppFunction;

  constructor(scope: Construct, id: string, props: TimedJobProps) {
    super(scope, id);
    const { impact, runbook } = props;
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      name: props.name,
      kind: 'run',
      impact,
      runbook: `${runbook}-dead-letters`,
    });
    this.fn = new AppFunction(this, 'Function', { ...props, deadLetters: deadLetters.queue });
    const { account } = ProductStack.of(this);
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.fn.lambda.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queue.queueArn] }));
    new CfnSchedule(this, 'Schedule', {
      scheduleExpression: props.rate,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.fn.lambda.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 300 },
        deadLetterConfig: { arn: deadLetters.queue.queueArn },
      },
    });
    if (props.silentPeriods)
      new Alarm(this, 'Silent', {
        metric: zeroWhenSilent(
          props.sign ?? this.fn.lambda.metricInvocations({ period: alarmPeriod, statistic: 'Sum' }),
        ),
        threshold: 1,
        when: ComparisonOperator.LESS_THAN_THRESHOLD,
        periods: props.silentPeriods,
        silence: TreatMissingData.BREACHING,
        impact,
        runbook: `${runbook}-silent`,
      });
  }
}
