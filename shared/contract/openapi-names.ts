import type * as z from 'zod/mini';

/**
 * The schemas that the OpenAPI document names once and refers to, each with what a reader of it should know. A schema
 * that a feature does not name is written out wherever it is used.
 */
export type Components = Readonly<Record<string, { readonly schema: z.ZodMiniType; readonly description: string }>>;
