import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ProductStack } from './product-stack.ts';

const name = 'AlarmTopic';

/** Where the alarms of a stack are sent: one topic, mailed to `alarmEmail` when the stage names one. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  private constructor(scope: Construct) {
    super(scope, name);
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
    if (config.alarmEmail)
      new Subscription(this, 'Mail', {
        topic: this.topic,
        protocol: SubscriptionProtocol.EMAIL,
        endpoint: config.alarmEmail,
      });
  }

  /** The topic of the stack a construct lives in; made when first asked for. */
  static of(scope: Construct): AlarmTopic {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(name);
    return existing instanceof AlarmTopic ? existing : new AlarmTopic(stack);
  }
}
