import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { envNames, secretVariable } from '../../functions/runtime/env-names.ts';
import { networkOf, type Platform, platforms } from '../../shared/platforms/platform.ts';
import { acknowledged } from './acknowledged.ts';
import type { AppFunction } from './app-function.ts';

/** The secret we sign our own things with (OAuth states, cursors): random, made by AWS, seen by nobody. */
export class SigningSecret extends Construct {
  private readonly secret: CfnSecret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secret = new CfnSecret(this, 'Secret', {
      description: 'Signs OAuth states and page cursors',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    keep(this.secret, 'SigningSecret');
  }

  /** Lets a function read the secret. */
  bind(fn: AppFunction): void {
    readable(fn, envNames.signingSecret, this.secret);
  }
}

/**
 * What each network gave us to identify our app: one secret per network, made empty and filled in by the operator. No
 * value stands in the template, so that no deployment can ever write over what the operator wrote, nor over one network
 * because another is added.
 */
export class NetworkSecrets extends Construct {
  /** ARNs, by network. */
  readonly arns: ReadonlyMap<Platform, string>;
  private readonly secrets: ReadonlyMap<Platform, CfnSecret>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secrets = new Map(
      platforms.map((platform) => {
        const { names, secret } = networkOf(platform);
        return [platform, emptySecret(new Construct(this, platform), platform, names.en, secret)];
      }),
    );
    this.arns = new Map([...this.secrets].map(([platform, secret]) => [platform, secret.ref]));
  }

  /** Lets a function read all of them. */
  bind(fn: AppFunction): void {
    for (const [platform, secret] of this.secrets) readable(fn, secretVariable(platform), secret);
  }
}

/** A secret without a value, named in the template after what it is for. */
export const emptySecret = (scope: Construct, name: string, title: string, fields: readonly string[]): CfnSecret => {
  const secret = new CfnSecret(scope, 'Secret', {
    description: `${title}: JSON with ${fields.join(', ')}; filled in by the operator`,
  });
  keep(secret, `${capitalised(name)}Secret`);
  return secret;
};

/** As logical ids and outputs are written. */
export const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const keep = (secret: CfnSecret, logicalId: string): void => {
  secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
  secret.overrideLogicalId(logicalId);
  acknowledged(secret, {
    id: 'AwsSolutions-SMG4',
    reason:
      'The platforms issue their secrets by hand; the signing secret is changed by the runbook, as rotation ends open sign-ins.',
    expires: '2027-06-30',
  });
};

/** Lets a function read a secret, and tells it which. */
export const readable = (fn: AppFunction, name: string, secret: CfnSecret): void => {
  fn.environment(name, secret.ref);
  fn.allow(['secretsmanager:GetSecretValue'], [secret.ref]);
};
