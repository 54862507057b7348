import { CfnResource, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { StageConfig } from './config.ts';

/** One rule of the packs that we do not follow somewhere, why, and until when the reason may stand unexamined. */
export interface Acknowledgement {
  readonly id: string;
  /** Paths of the resources it holds for. */
  readonly on: RegExp;
  readonly reason: string;
  /** Day after which the tests fail until somebody has looked again. */
  readonly expires: `${number}-${number}-${number}`;
}

/** Everything we do not follow, in this one place; never more than fifteen. */
export const acknowledgements = ({ stage, region }: StageConfig): readonly Acknowledgement[] => [
  {
    id: 'AwsSolutions-APIG4',
    on: /^Service\/\w+\/Api\//,
    reason:
      'Every route names its permission in its contract, and the function checks token and permission before anything else.',
    expires: '2027-11-30',
  },
  {
    id: 'AwsSolutions-COG2',
    on: /^Data\/People\/Pool\//,
    reason: 'A second factor is offered, not forced: shop owners without an authenticator app must be able to start.',
    expires: '2027-06-30',
  },
  {
    id: 'AwsSolutions-COG8',
    on: /^Data\/People\/Pool\//,
    reason: 'The plus plan costs per active person more than the rest of the platform; sign-in limits are our own.',
    expires: '2027-06-30',
  },
  {
    id: 'AwsSolutions-SMG4',
    on: /^Data\/(Signing|Platforms|Outside)\//,
    reason:
      'The platforms issue their secrets by hand; the signing secret is changed by the runbook, as rotation ends open sign-ins.',
    expires: '2027-06-30',
  },
  {
    id: `AwsSolutions-IAM5[Resource::kuwait-social-${stage}-data:ExportsOutputFnGetAttUploadBucketArn82B6D0A0/*]`,
    on: /^Service\/Media\//,
    reason: 'Object names are made at run time; the wildcard ends at the quarantine bucket and its actions are listed.',
    expires: '2027-11-30',
  },
  {
    id: `AwsSolutions-IAM5[Resource::kuwait-social-${stage}-data:ExportsOutputFnGetAttMediaBucketArn3BCA6E41/*]`,
    on: /^Service\/Media\//,
    reason: 'Object names are made at run time; the wildcard ends at the media bucket and its actions are listed.',
    expires: '2027-11-30',
  },
  {
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:scheduler:${region}:<AWS::AccountId>:schedule/kuwait-social-${stage}-posts/*]`,
    on: /^Service\/Publishing\/Plan\//,
    reason: 'Schedules are named after post revisions at run time; the wildcard ends at our schedule group.',
    expires: '2027-11-30',
  },
  {
    id: 'AwsSolutions-CFR1',
    on: /^Web\/Web\/(Site|Media)\//,
    reason: 'Customers travel, and the platforms fetch media from anywhere.',
    expires: '2027-11-30',
  },
  {
    id: 'AwsSolutions-CFR2',
    on: /^Web\/Web\/(Site|Media)\//,
    reason: 'The firewall is an own, billed resource in N. Virginia: a stage names it in webAclArn.',
    expires: '2027-03-31',
  },
  {
    id: 'AwsSolutions-CFR3',
    on: /^Web\/Web\/(Site|Media)\//,
    reason:
      'CloudFront writes no logs into buckets of Bahrain; API calls and bucket reads are logged at their own place.',
    expires: '2027-03-31',
  },
  {
    id: 'Serverless-LambdaDLQ',
    on: /^(Data|Service)\//,
    reason: 'Only functions that are invoked asynchronously need one, and those have one; a test of ours says which.',
    expires: '2027-11-30',
  },
  {
    id: 'Serverless-LambdaEventSourceMappingDestination',
    on: /^Service\/(?!Publishing\/Plan\/|Changes\/Feed\/)\w+\/\w+\/Source\//,
    reason: 'A queue as source takes no destination: its own redrive policy parks what fails.',
    expires: '2027-11-30',
  },
  {
    id: 'Serverless-SQSRedrivePolicy',
    on: /\/DeadLetters\/Queue\//,
    reason: 'These are the dead letters themselves; each has an alarm.',
    expires: '2027-11-30',
  },
  {
    id: 'Serverless-LambdaTracing',
    on: /^(Data|Service)\//,
    reason:
      'Logs carry the request id through queue and function; tracing would grant X-Ray actions on every resource.',
    expires: '2027-06-30',
  },
  {
    id: 'Serverless-SNSRedrivePolicy',
    on: /\/AlarmTopic\/Mail\//,
    reason: 'A lost alarm mail leaves the alarm itself standing in CloudWatch.',
    expires: '2027-11-30',
  },
];

/** Records each acknowledgement at the resources it names, and nowhere above them. */
export const acknowledge = (app: IConstruct, config: StageConfig): void => {
  const resources = app.node.findAll().filter((node) => CfnResource.isCfnResource(node));
  for (const { id, on, reason } of acknowledgements(config))
    for (const resource of resources.filter(({ node }) => on.test(node.path)))
      Validations.of(resource).acknowledge({ id, reason });
};
