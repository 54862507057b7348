import * as z from 'zod/mini';

const Environment = z.object({ STAGE: z.optional(z.string()), CDK_OUTDIR: z.optional(z.string()) });

/** What the shell (STAGE) and the CDK command (CDK_OUTDIR) say. */
export const environment = Environment.parse(process.env);
