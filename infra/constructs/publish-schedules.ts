import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import { acknowledged } from './acknowledged.ts';
import type { AppFunction } from './app-function.ts';
import { ProductStack } from './product-stack.ts';
import type { QueueWorker } from './queue-worker.ts';

/** The one-time schedules of posts: a group of their own, and a role that can do nothing but fill the due queue. */
export class PublishSchedules extends Construct {
  private readonly groupName: string;
  private readonly role: Role;
  private readonly due: QueueWorker;

  constructor(scope: Construct, id: string, props: { readonly due: QueueWorker }) {
    super(scope, id);
    const stack = ProductStack.of(this);
    this.due = props.due;
    this.groupName = stack.named('posts');
    new CfnScheduleGroup(this, 'Group', { name: this.groupName });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    });
    this.role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.due.queue.queueArn] }));
  }

  /** Lets a function make and remove schedules of the group. Moving one is both, as each revision has its own. */
  bind(fn: AppFunction): void {
    const schedules = ProductStack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${this.groupName}/*`,
    });
    fn.environment(envNames.scheduleGroup, this.groupName);
    fn.environment(envNames.scheduleRoleArn, this.role.roleArn);
    fn.environment(envNames.dueQueueArn, this.due.queue.queueArn);
    fn.allow(['scheduler:CreateSchedule', 'scheduler:DeleteSchedule'], [schedules]);
    acknowledged(fn, {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:${ProductStack.of(this).config.region}:<AWS::AccountId>:schedule/${this.groupName}/*]`,
      reason: 'Schedules are named after post revisions at run time; the wildcard ends at our schedule group.',
      expires: '2027-11-30',
    });
    fn.allow(['iam:PassRole'], [this.role.roleArn], {
      StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    });
  }
}
