import { RemovalPolicy } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { resourceOf } from './app-function.ts';
import { ProductStack } from './product-stack.ts';

/** The domain we send mail from, over TLS only; addresses that bounced or complained are not written to again. */
export class Mailer extends Construct {
  readonly domain: string;
  readonly from: string;
  readonly configurationSet: ConfigurationSet;
  readonly identity: EmailIdentity;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = ProductStack.of(this);
    this.from = stack.config.mailFrom;
    this.domain = this.from.slice(this.from.indexOf('@') + 1);
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: stack.named('mail'),
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      reputationMetrics: true,
    });
    this.identity = new EmailIdentity(this, 'Domain', {
      identity: Identity.domain(this.domain),
      configurationSet: this.configurationSet,
    });
    this.identity.applyRemovalPolicy(RemovalPolicy.RETAIN);
    resourceOf(this.identity).overrideLogicalId('MailDomain');
  }
}
