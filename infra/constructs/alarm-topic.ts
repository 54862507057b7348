import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledged } from './acknowledged.ts';
import { ProductStack } from './product-stack.ts';

/**
 * Where all alarms are sent: one topic, mailed to `alarmEmail` when the stage names one, so that whoever hears them
 * confirms one mail and not one for each stack. Comes before everything that has alarms.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { config, account } = ProductStack.of(this);
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    // An own topic policy replaces the default one, so CloudWatch has to be let in by name.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    if (!config.alarmEmail) return;
    const mail = new Subscription(this, 'Mail', {
      topic: this.topic,
      protocol: SubscriptionProtocol.EMAIL,
      endpoint: config.alarmEmail,
    });
    acknowledged(mail, {
      id: 'Serverless-SNSRedrivePolicy',
      reason: 'A lost alarm mail leaves the alarm itself standing in CloudWatch.',
      expires: '2027-11-30',
    });
  }

  /** The topic of the application a construct belongs to. */
  static of(scope: Construct): AlarmTopic {
    const found = scope.node.root.node.findAll().find((node) => node instanceof AlarmTopic);
    if (!found) throw new Error(`Nobody would hear the alarm ${scope.node.path}: there is no topic yet.`);
    return found;
  }
}
