import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CfnResource, Duration, RemovalPolicy, type Size } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { envNames } from '../../functions/runtime/env-names.ts';
import type { StageConfig } from '../config.ts';
import { acknowledged } from './acknowledged.ts';
import { ProductStack } from './product-stack.ts';

export interface AppFunctionProps {
  /** Name of the bundle, `dist/functions/<name>`, and of the function: `posts`, `publishing-publish`. */
  readonly name: string;
  /** @default 20 seconds */
  readonly timeout?: Duration;
  /** Megabytes; processor time grows with it, 1769 is one whole core. @default 512 */
  readonly memory?: number;
  /** Room under `/tmp`. @default 512 MB */
  readonly disk?: Size;
  /** Where failed asynchronous invocations go. Synchronous callers and event sources bring their own. @default none */
  readonly deadLetters?: IQueue;
}

/**
 * The house function: Node 24 on ARM64, its own role and its own log group, no permission but writing that log.
 * Everything else it may do comes from a `bind`.
 */
export class AppFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly appName: string;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: AppFunctionProps) {
    super(scope, id);
    const stack = ProductStack.of(this);
    this.appName = props.name;
    this.timeout = props.timeout ?? Duration.seconds(20);

    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/kuwait-social/${stack.config.stage}/${props.name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: stack.named(props.name),
      code: codeOf(props.name, stack.config),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory ?? 512,
      timeout: this.timeout,
      role: this.role,
      logGroup,
      ...(props.disk ? { ephemeralStorageSize: props.disk } : {}),
      ...(props.deadLetters ? { deadLetterQueue: props.deadLetters } : {}),
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.name,
        [envNames.stage]: stack.config.stage,
        [envNames.webUrl]: stack.config.siteUrl,
        [envNames.mediaUrl]: stack.config.mediaUrl,
      },
    });
    acknowledged(this.lambda, {
      id: 'Serverless-LambdaTracing',
      reason:
        'Logs carry the request id through queue and function; tracing would grant X-Ray actions on every resource.',
      expires: '2027-06-30',
    });
    if (!props.deadLetters)
      acknowledged(this.lambda, {
        id: 'Serverless-LambdaDLQ',
        reason:
          'Only functions that are invoked asynchronously need one, and those have one; a test of ours says which.',
        expires: '2027-11-30',
      });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
  }

  /** Sets one environment variable. Only called by `bind` methods. */
  environment(name: string, value: string): void {
    this.lambda.addEnvironment(name, value);
  }

  /**
   * Grants actions on resources, both spelled out. Only called by `bind` methods, never by features: a test looks.
   */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Record<string, unknown>): void {
    this.role.addToPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [...resources],
        ...(conditions ? { conditions } : {}),
      }),
    );
  }
}

const repository = resolve(import.meta.dirname, '../..');

const codeOf = (name: string, config: StageConfig): Code => {
  const folder = join(repository, config.codeRoot, name);
  if (existsSync(join(folder, 'index.mjs'))) return Code.fromAsset(folder);
  if (config.unbuilt === 'refuse') throw new Error(`${config.codeRoot}/${name} is missing: build and pack first.`);
  return Code.fromAsset(join(repository, 'infra/placeholder'));
};

/** The CloudFormation resource behind a construct, for the few settings only that level knows. */
export const resourceOf = (construct: Construct): CfnResource => {
  const resource = construct.node.defaultChild;
  if (!(resource instanceof CfnResource)) throw new Error(`${construct.node.path} has no resource of its own.`);
  return resource;
};
