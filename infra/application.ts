import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { acknowledge } from './acknowledgements.ts';
import type { StageConfig } from './config.ts';
import type { ProductStack } from './constructs/product-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { featureStacks } from './stacks/feature-stacks.ts';
import { FrontStack } from './stacks/front-stack.ts';
import { WebStack } from './stacks/web-stack.ts';

export interface Synthesis {
  /** Folder the templates are written to. */
  readonly outdir: string;
  /**
   * Whether each template is also held against CloudFormation's own schemas, which takes six of eight seconds: always
   * before a deployment and in the tests, not at every start on a laptop. The rule packs run in any case.
   */
  readonly schemas: boolean;
}

/** Every stack of one stage, none before those it needs. */
export const stacksOf = (app: App, config: StageConfig): readonly ProductStack[] => {
  const data = new DataStack(app, config);
  const front = new FrontStack(app, config);
  const features = featureStacks(app, config, { http: front.http, data });
  return [data, front, ...features, new WebStack(app, config, data, front)];
};

/** The whole application of one stage, and the rule packs that refuse the synth for an open finding. */
export const application = (config: StageConfig, { outdir, schemas }: Synthesis) => {
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: schemas,
    // Tells tools (and the laptop's cloud) which folder holds a function's code.
    context: { 'aws:cdk:enable-asset-metadata': true },
  });
  const stacks = stacksOf(app, config);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  acknowledge(app);
  return { app, stacks };
};
