import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/** A stack that knows the settings of its stage, so that constructs need not hand them down. */
export class ProductStack extends Stack {
  readonly config: StageConfig;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id, {
      stackName: `kuwait-social-${config.stage}-${id.toLowerCase()}`,
      env: { region: config.region, ...(config.account ? { account: config.account } : {}) },
      terminationProtection: config.stage === 'production',
    });
    this.config = config;
    Tags.of(this).add('application', 'kuwait-social');
    Tags.of(this).add('stage', config.stage);
  }

  /** Names of things people look for in the console: `kuwait-social-production-posts`. */
  named(name: string): string {
    return `kuwait-social-${this.config.stage}-${name}`;
  }

  /** The product stack a construct lives in. */
  static override of(construct: Construct): ProductStack {
    const stack = Stack.of(construct);
    if (!(stack instanceof ProductStack)) throw new Error(`${construct.node.path} is not inside a ProductStack.`);
    return stack;
  }
}
