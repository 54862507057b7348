import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
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
 * What the platforms gave us to identify ourselves. Deployed with empty values, which the operator replaces once; later
 * deployments leave it alone.
 */
export class PlatformSecret extends Construct {
  private readonly secret: CfnSecret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secret = new CfnSecret(this, 'Secret', {
      description: 'App ids and secrets of the platforms; filled in by the operator',
      secretString: JSON.stringify({ instagram: { appId: '', appSecret: '' } }),
    });
    keep(this.secret, 'PlatformSecret');
  }

  get arn(): string {
    return this.secret.ref;
  }

  /** Lets a function read the secret. */
  bind(fn: AppFunction): void {
    readable(fn, envNames.platformSecret, this.secret);
  }
}

const keep = (secret: CfnSecret, logicalId: string): void => {
  secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
  secret.overrideLogicalId(logicalId);
};

const readable = (fn: AppFunction, name: string, secret: CfnSecret): void => {
  fn.environment(name, secret.ref);
  fn.allow(['secretsmanager:GetSecretValue'], [secret.ref]);
};
