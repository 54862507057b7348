import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { type AsyncSettings, asyncSettingsOf } from './async-settings.ts';
import { checkClients, checkVariables } from './function-checks.ts';
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
  /** How many events it handles at once on this machine; more wait. */
  maxInstances: number;
  /** How many events it may have at once; more are throttled. 0 throttles every one. */
  reservedConcurrency?: number | undefined;
  logGroup?: string | undefined;
  /** Of events that nobody waits for. @default two retries, six hours, no destinations */
  async?: AsyncSettings | undefined;
};

// Strict: a property that would make the function behave otherwise in AWS stops the start by its name.
const Lambda = z.strictObject({
  Runtime: z.literal('nodejs24.x'),
  Handler: z._default(z.string().check(z.regex(/^[\w-]+\.[\w-]+$/)), 'index.handler'),
  Role: z.string(),
  Timeout: z._default(z.int().check(z.gte(1), z.lte(900)), 3),
  MemorySize: z._default(z.int().check(z.gte(128), z.lte(10_240)), 128),
  Code: z.looseObject({ S3Key: z.optional(z.string()) }),
  Environment: z._default(z.object({ Variables: z._default(z.record(z.string(), z.string()), {}) }), { Variables: {} }),
  ReservedConcurrentExecutions: z.optional(z.int().check(z.gte(0))),
  DeadLetterConfig: z.optional(z.object({ TargetArn: z.optional(z.string()) })),
  LoggingConfig: z.optional(
    z.strictObject({ LogGroup: z.optional(z.string()), LogFormat: z.optional(z.literal('Text')) }),
  ),
  // Means nothing here, or is known to whoever made the identity.
  Architectures: z.optional(z.array(z.string())),
  Description: z.optional(z.string()),
  // A laptop has that much, or says that its disk is full.
  EphemeralStorage: z.optional(z.strictObject({ Size: z.int().check(z.gte(512), z.lte(10_240)) })),
  FunctionName: z.optional(z.string()),
  Tags: z.optional(z.unknown()),
});

const defaultInstances = 2;
/** The queue worker that drains bursts gets more threads than the others. */
const instances: Readonly<Record<string, number>> = { 'publishing-publish': 4 };
/** More threads than this no laptop carries, whatever is reserved. */
const mostInstances = 10;

/**
 * All Node functions of the template. Functions in other languages are CDK's own deployment helpers and are left out.
 * `assembly` is the folder with the templates and the staged code.
 */
export function functionsOf(application: Application, assembly: string): FunctionSpec[] {
  const asyncSettings = asyncSettingsOf(application);
  return application.all('AWS::Lambda::Function', z.record(z.string(), z.unknown())).flatMap((resource) => {
    const { logicalId, identity } = resource;
    const isOurs = String(resource.properties.Runtime).startsWith('nodejs') && !isDeploymentHelper(logicalId);
    if (!isOurs) return [];
    const parsed = Lambda.safeParse(resource.properties);
    if (!parsed.success)
      throw new TemplateError(`The local cloud cannot run ${logicalId} with this ${offences(parsed.error).join(', ')}`);
    const { Environment, Handler, DeadLetterConfig, ReservedConcurrentExecutions, ...properties } = parsed.data;
    const [file = 'index', exportName = 'handler'] = Handler.split('.');
    // The name without stage and product is the one people know; the house construct puts it there.
    const name = Environment.Variables.POWERTOOLS_SERVICE_NAME ?? identity.ref;
    checkVariables(name, Environment.Variables);
    const spec: FunctionSpec = {
      name,
      arn: identity.attributes.Arn ?? '',
      role: properties.Role.split('/').at(-1) ?? '',
      bundle: bundleOf(name, properties.Code.S3Key, assembly, file),
      exportName,
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      variables: Environment.Variables,
      maxInstances: Math.max(
        1,
        Math.min(ReservedConcurrentExecutions ?? instances[name] ?? defaultInstances, mostInstances),
      ),
      reservedConcurrency: ReservedConcurrentExecutions,
      logGroup: properties.LoggingConfig?.LogGroup,
      async: asyncSettings(identity.ref, DeadLetterConfig?.TargetArn),
    };
    checkClients(spec);
    return [spec];
  });
}

/** The function's own name and the version asked for, of a name or a whole or partial ARN. */
export function parseReference(reference: string): { name: string; qualifier: string | undefined } {
  const found = /^(?:arn:[\w-]+:lambda:[^:]+:)?(?:\d{12}:)?(?:function:)?([\w-]+)(?::([\w$-]+))?$/.exec(reference);
  return { name: found?.[1] ?? '', qualifier: found?.[2] };
}

/** The properties that do not fit, or that nobody thought about. */
const offences = ({ issues }: z.core.$ZodError): string[] =>
  issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path.join('.')));

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
