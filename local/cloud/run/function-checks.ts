import { readFileSync } from 'node:fs';
import { hasEndpoint } from './environment.ts';
import type { FunctionSpec } from './functions.ts';
import { TemplateError } from './intrinsics.ts';
import { StartError } from './start-error.ts';

const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|TZ|LAMBDA_(TASK_ROOT|RUNTIME_DIR)|AWS_((DEFAULT_)?REGION|EXECUTION_ENV|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN|LAMBDA_(FUNCTION_(NAME|VERSION|MEMORY_SIZE)|INITIALIZATION_TYPE|LOG_(GROUP|STREAM)_NAME|RUNTIME_API)))$/;
const largestVariables = 4096;

/** Refuses the variables that Lambda refuses when a function is deployed, in its own words. */
export function checkVariables(functionName: string, variables: Readonly<Record<string, string>>): void {
  const sentence = `Function ${functionName}: Lambda was unable to configure your environment variables because the environment variables you have provided`;
  const taken = Object.keys(variables).filter((name) => reserved.test(name));
  if (taken.length > 0)
    throw new TemplateError(
      `${sentence} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(', ')}`,
    );
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  if (bytes > largestVariables)
    throw new TemplateError(`${sentence} exceeded the 4KB limit. Measured size: ${bytes} bytes`);
}

/** Every client of the SDK carries its service's id; minifying keeps the property's name and the text. */
const serviceId = /\bserviceId:[^,;{}"'`]{0,60}["'`]([\w -]+)["'`]/g;

/**
 * The first four are part of every client, for ways of signing in that a function's environment rules out. The last one
 * is always told its address by the product.
 */
const harmless = new Set(['SSO', 'SSO OIDC', 'STS', 'Signin', 'ApiGatewayManagementApi']);

/** Refuses a bundle that could call an AWS service for which the local cloud has no address. */
export function checkClients({ name, bundle }: Pick<FunctionSpec, 'name' | 'bundle'>): void {
  for (const [, service = ''] of readFileSync(bundle, 'utf8').matchAll(serviceId))
    if (!harmless.has(service) && !hasEndpoint(service))
      throw new StartError(
        `الدالة ${name} تحتوي على عميل خدمة AWS ${service}، وهي غير موجودة في السحابة المحلية: لن تبدأ كي لا يصل أي طلب إلى AWS الحقيقية.`,
        `Function ${name} holds a client of the AWS service ${service}, which the local cloud does not have: it is not started, so that no call can reach the real AWS.`,
      );
}
