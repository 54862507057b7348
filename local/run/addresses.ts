import * as z from 'zod/mini';
import { type Endpoints, standIns } from './environment.ts';
import { bucketNames } from './resources/buckets.ts';
import type { Application } from './template.ts';

const Variables = z.object({
  Environment: z.optional(z.object({ Variables: z.optional(z.record(z.string(), z.string())) })),
});

/** Puts the laptop's addresses wherever the template names an outside one: variables, CORS rules, security policies. */
export function replaceAddresses(application: Application, endpoints: Endpoints, region: string): void {
  const locals = standIns(endpoints);
  const outside = new Map<string, string>();
  for (const { properties } of application.all('AWS::Lambda::Function', Variables))
    for (const [name, value] of Object.entries(properties.Environment?.Variables ?? {})) {
      const local = locals[name];
      if (local !== undefined) outside.set(value, local);
    }
  for (const bucket of bucketNames(application))
    outside.set(`https://${bucket}.s3.${region}.amazonaws.com`, endpoints.s3);
  for (const [address, local] of outside) application.stands(address, local);
}
