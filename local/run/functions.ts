import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { TemplateError } from './intrinsics.ts';
import type { Application } from './template.ts';

/** One function of the application, ready to be started. */
export type FunctionSpec = {
  /** Short name, as in `functions/`: `publishing-due`. */
  name: string;
  arn: string;
  /** Logical id of its role: the access key id of its calls. */
  role: string;
  bundle: string;
  exportName: string;
  timeoutMs: number;
  memoryMb: number;
  variables: Readonly<Record<string, string>>;
  /** How many events it handles at once. */
  maxInstances: number;
};

const Lambda = z.object({
  Runtime: z.optional(z.string()),
  Handler: z._default(z.string(), 'index.handler'),
  Role: z.string(),
  Timeout: z._default(z.number(), 3),
  MemorySize: z._default(z.number(), 128),
  Code: z.object({ S3Key: z.optional(z.string()) }),
  Environment: z._default(z.object({ Variables: z._default(z.record(z.string(), z.string()), {}) }), { Variables: {} }),
  ReservedConcurrentExecutions: z.optional(z.number()),
});

const defaultInstances = 2;
/** The queue worker that drains bursts gets more threads than the others. */
const instances: Readonly<Record<string, number>> = { 'publishing-publish': 4 };

/**
 * All Node functions of the template. Functions in other languages are CDK's own deployment helpers and are left out.
 * `assembly` is the folder with the templates and the staged code.
 */
export function functionsOf(application: Application, assembly: string): FunctionSpec[] {
  return application.all('AWS::Lambda::Function', Lambda).flatMap(({ logicalId, identity, properties }) => {
    if (properties.Runtime?.startsWith('nodejs') !== true || isDeploymentHelper(logicalId)) return [];
    const [file = 'index', exportName = 'handler'] = properties.Handler.split('.');
    // The name without stage and product is the one people know; the house construct puts it there.
    const name = properties.Environment.Variables.POWERTOOLS_SERVICE_NAME ?? identity.ref;
    return {
      name,
      arn: identity.attributes.Arn ?? '',
      role: properties.Role.split('/').at(-1) ?? '',
      bundle: bundleOf(name, properties.Code.S3Key, assembly, file),
      exportName,
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      variables: properties.Environment.Variables,
      maxInstances: properties.ReservedConcurrentExecutions ?? instances[name] ?? defaultInstances,
    };
  });
}

const isDeploymentHelper = (logicalId: string) =>
  /^(Custom|AWS679|LogRetention|BucketNotificationsHandler)/.test(logicalId);

function bundleOf(name: string, key: string | undefined, assembly: string, file: string): string {
  if (key === undefined) throw new TemplateError(`Function ${name} has no code asset`);
  const folder = join(assembly, `asset.${key.replace(/\.zip$/, '')}`);
  const found = ['mjs', 'js', 'cjs']
    .map((extension) => join(folder, `${file}.${extension}`))
    .find((path) => existsSync(path));
  if (found === undefined) throw new TemplateError(`Function ${name} has no ${file} in ${folder}: run npm run build`);
  return isAbsolute(found) ? found : join(process.cwd(), found);
}
