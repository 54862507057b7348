import * as z from 'zod/mini';
import { id } from './id.ts';

export const jobStates = ['waiting', 'running', 'done', 'failed'] as const;

/**
 * Work that goes on after its answer (202), and how it stands when asked again. The route that begins it names where:
 * `jobAt: '/reports/jobs/{jobId}'`, a GET route of the same contract with the same answer.
 *
 * @example build: { method: 'POST', path: '/reports', status: 202, jobAt: '/reports/jobs/{jobId}', response: job(FileLink), … }
 */
export const job = <S extends z.ZodMiniType>(result: S) =>
  z.object({
    jobId: id('job'),
    state: z.enum(jobStates),
    /** Epoch milliseconds, like all times. */
    startedAt: z.number(),
    /** Of a hundred, where it is known. */
    progress: z.optional(z.int().check(z.minimum(0), z.maximum(100))),
    /** Once it is `done`. */
    result: z.optional(result),
    /** The problem's code, once it has `failed`. */
    code: z.optional(z.string()),
  });

/** Where a file can be fetched for a short time, by whoever holds the link. */
export const FileLink = z.object({ url: z.url(), fileName: z.string(), expiresAt: z.number() });
export type FileLink = z.infer<typeof FileLink>;
