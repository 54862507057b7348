import { RemovalPolicy } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import { type AppFunction, resourceOf } from './app-function.ts';
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

  /** Lets a function send mail, from our one sender and through our configuration set only. */
  bind(fn: AppFunction, _access: 'send'): void {
    const stack = ProductStack.of(this);
    const set = stack.named('mail');
    const arnOf = (resource: string, resourceName: string) =>
      stack.formatArn({ service: 'ses', resource, resourceName });
    fn.environment(envNames.mailFrom, this.from);
    fn.environment(envNames.mailSet, set);
    fn.allow(['ses:SendEmail'], [arnOf('identity', this.domain), arnOf('configuration-set', set)], {
      StringEquals: { 'ses:FromAddress': this.from },
    });
  }
}
