import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import { type AppFunction, resourceOf } from './app-function.ts';

const actions = {
  encrypt: ['kms:GenerateDataKey'],
  decrypt: ['kms:Decrypt'],
  both: ['kms:GenerateDataKey', 'kms:Decrypt'],
} as const;

/** What a sealed value belongs to has to be said, all of it, whenever the key is used. */
const demandedContext = Object.fromEntries(
  ['clientId', 'subjectId', 'purpose'].map((name) => [`kms:EncryptionContext:${name}`, '*']),
);

/**
 * The key around platform tokens (envelope encryption). Sealing and opening are separate grants, and both demand an
 * encryption context, so that a sealed token moved to another row cannot be opened.
 */
export class SecretBox extends Construct {
  private readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      enableKeyRotation: true,
      description: 'Seals platform tokens',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    resourceOf(this.key).overrideLogicalId('TokenKey');
  }

  /** Lets a function seal tokens, open them, or both. */
  bind(fn: AppFunction, access: keyof typeof actions): void {
    fn.environment(envNames.tokenKey, this.key.keyArn);
    fn.allow(actions[access], [this.key.keyArn], { StringLike: demandedContext });
  }
}
