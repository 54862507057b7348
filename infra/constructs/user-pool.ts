import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  UserPool as CognitoUserPool,
  Mfa,
  type UserPoolClient,
  UserPoolEmail,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { product } from '#shared/contract/product.ts';
import { envNames } from '../../functions/runtime/env-names.ts';
import { INVITATION_DAYS } from '../../shared/auth/invitation.ts';
import { PASSWORD_MIN } from '../../shared/auth/password-rules.ts';
import { acknowledged } from './acknowledged.ts';
import { type AppFunction, resourceOf } from './app-function.ts';
import type { Mailer } from './mailer.ts';
import { ProductStack } from './product-stack.ts';

const invites = ['AdminCreateUser', 'AdminGetUser', 'AdminAddUserToGroup'];
const manages = [...invites, 'AdminDeleteUser', 'AdminUserGlobalSignOut'];

/** What may be done with people, in rising order. Deleting is for who was removed, and for what a crash left behind. */
const actions = {
  verify: [],
  invite: invites,
  manage: manages,
  signIn: [...manages, 'AdminInitiateAuth', 'AdminRespondToAuthChallenge'],
} as const;

export const userGroups = ['owner', 'admin', 'client'] as const;

export interface UserPoolProps {
  readonly mailer: Mailer;
  /** Words Cognito's mails in the person's language. */
  readonly message: AppFunction;
}

/** People and their passwords. Only we add people; whether an address is known is never given away. */
export class UserPool extends Construct {
  private readonly pool: CognitoUserPool;
  private readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { mailer, message }: UserPoolProps) {
    super(scope, id);
    const stack = ProductStack.of(this);
    this.pool = new CognitoUserPool(this, 'Pool', {
      userPoolName: stack.named('people'),
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      selfSignUpEnabled: false,
      passwordPolicy: {
        minLength: PASSWORD_MIN,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(INVITATION_DAYS),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      email: UserPoolEmail.withSES({
        fromEmail: mailer.from,
        fromName: product.en,
        sesRegion: stack.config.region,
        sesVerifiedDomain: mailer.domain,
        configurationSetName: mailer.configurationSet.configurationSetName,
      }),
      lambdaTriggers: { customMessage: message.lambda },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledged(
      this.pool,
      {
        id: 'AwsSolutions-COG2',
        reason:
          'A second factor is offered, not forced: shop owners without an authenticator app must be able to start.',
        expires: '2027-06-30',
      },
      {
        id: 'AwsSolutions-COG8',
        reason: 'The plus plan costs per active person more than the rest of the platform; sign-in limits are our own.',
        expires: '2027-06-30',
      },
    );
    // Cognito checks the sender when it is set, so the domain has to exist before.
    this.pool.node.addDependency(mailer.identity);
    resourceOf(this.pool).overrideLogicalId('UserPool');

    this.client = this.pool.addClient('Web', {
      authFlows: { adminUserPassword: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    });
    resourceOf(this.client).overrideLogicalId('UserPoolClient');

    for (const groupName of userGroups)
      new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId: this.pool.userPoolId, groupName });
  }

  get poolId(): string {
    return this.pool.userPoolId;
  }

  /**
   * `verify` only tells a function whose tokens to accept; `invite` lets it add people, `manage` also remove them and
   * end their sessions, `signIn` also answer for them with their password.
   */
  bind(fn: AppFunction, access: keyof typeof actions): void {
    fn.environment(envNames.userPool, this.pool.userPoolId);
    if (access !== 'invite') fn.environment(envNames.userPoolClient, this.client.userPoolClientId);
    const allowed = actions[access].map((action) => `cognito-idp:${action}`);
    if (allowed.length > 0) fn.allow(allowed, [this.pool.userPoolArn]);
  }
}
