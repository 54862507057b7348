import * as z from 'zod/mini';
import type { S3 } from '../../aws/s3.ts';
import type { Application } from '../template.ts';

const Rule = z.object({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z._default(z.array(z.string()), []),
  ExposedHeaders: z._default(z.array(z.string()), []),
  MaxAge: z._default(z.number(), 0),
});
const Shape = z.object({ CorsConfiguration: z.optional(z.object({ CorsRules: z.array(Rule) })) });

/** Names of all buckets of the template. */
export const bucketNames = (application: Application): string[] =>
  application.resources('AWS::S3::Bucket').map(({ identity }) => identity.ref);

/** Creates every bucket of the template with its CORS rules. */
export function createBuckets(application: Application, s3: Pick<S3, 'createBucket'>): void {
  for (const { identity, properties } of application.all('AWS::S3::Bucket', Shape))
    s3.createBucket({
      name: identity.ref,
      cors: (properties.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
        allowedOrigins: rule.AllowedOrigins,
        allowedMethods: rule.AllowedMethods,
        allowedHeaders: rule.AllowedHeaders,
        exposedHeaders: rule.ExposedHeaders,
        maxAge: rule.MaxAge,
      })),
    });
}
