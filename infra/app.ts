import { argv } from 'node:process';
import { application } from './application.ts';
import { environment } from './env.ts';
import { stageConfig } from './stages.ts';

/** `node infra/app.ts [stage]`; under the CDK command the stage is the variable STAGE. */
const stage = argv[2] ?? environment.STAGE ?? 'local';
application(stageConfig(stage), {
  outdir: environment.CDK_OUTDIR ?? 'cdk.out',
  schemas: stage !== 'local',
}).app.synth();
