import * as z from 'zod/mini';
import type { Outside } from '../outside/outside.ts';
import type { Endpoints } from './environment.ts';
import { bucketNames } from './resources/buckets.ts';
import type { Application } from './template.ts';
import { apisOf } from './web/routes.ts';

const Variables = z.object({
  Environment: z.optional(z.object({ Variables: z.optional(z.record(z.string(), z.string())) })),
});

/** Puts the laptop's addresses wherever the template names an outside one: variables, CORS rules, security policies. */
export function replaceAddresses(
  application: Application,
  { addresses }: Pick<Outside, 'addresses'>,
  endpoints: Endpoints,
  region: string,
): void {
  const locals = addresses(endpoints);
  const outside = new Map<string, string>();
  for (const { properties } of application.all('AWS::Lambda::Function', Variables))
    for (const [name, value] of Object.entries(properties.Environment?.Variables ?? {})) {
      const local = locals[name];
      if (local !== undefined) outside.set(value, local);
    }
  for (const bucket of bucketNames(application))
    outside.set(`https://${bucket}.s3.${region}.amazonaws.com`, endpoints.s3);
  for (const { apiId, protocol } of apisOf(application))
    if (protocol === 'WEBSOCKET')
      outside.set(`https://${apiId}.execute-api.${region}.amazonaws.com`, `${endpoints.webSockets}/${apiId}`);
  for (const [address, local] of outside) {
    application.stands(address, local);
    // The same host may be named for WebSockets: `wss://…` in a Content-Security-Policy.
    application.stands(address.replace('https:', 'wss:'), local.replace('http:', 'ws:'));
  }
}
