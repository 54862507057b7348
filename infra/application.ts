import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { acknowledge } from './acknowledgements.ts';
import type { StageConfig } from './config.ts';
import { DataStack } from './stacks/data-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
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

/** The whole application of one stage: three stacks, and the rule packs that refuse the synth for an open finding. */
export const application = (config: StageConfig, { outdir, schemas }: Synthesis) => {
  const app = new App({
    outdir,
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: schemas,
    // Tells tools (and the laptop's cloud) which folder holds a function's code.
    context: { 'aws:cdk:enable-asset-metadata': true },
  });
  const data = new DataStack(app, config);
  const service = new ServiceStack(app, config, data);
  const web = new WebStack(app, config, data, service);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  acknowledge(app, config);
  return { app, data, service, web };
};
