import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { shapeNames } from '#shared/media/frame.ts';
import type { Restorable } from './composer-state.ts';
import { inDraftStore } from './draft-store.ts';

const Mirrored = z.object({
  accountIds: z.array(z.string()),
  caption: z.string(),
  /** Missing in what was kept before there were first comments. */
  firstComment: z._default(z.string(), ''),
  images: z.array(
    z.object({
      ...{ mediaId: z.string(), url: z.string(), width: z.number(), height: z.number(), altText: z.string() },
      versions: z.optional(
        z.array(z.object({ shape: z.enum(shapeNames), url: z.string(), width: z.number(), height: z.number() })),
      ),
      chosen: z.optional(z.enum(shapeNames)),
    }),
  ),
  date: z.string(),
  time: z.string(),
  /** Revision of the post that the person had been looking at; 0 for a post that was never stored. */
  revision: z.number(),
});
export type MirroredDraft = Restorable & { revision: number };

/** Reads what was left unsaved; undefined when there is nothing, or no database (private windows). */
export async function readMirror(key: string): Promise<MirroredDraft | undefined> {
  const found = await inDraftStore('readonly', (store) => store.get(key));
  const parsed = Mirrored.safeParse(found);
  return parsed.success ? parsed.data : undefined;
}

/** What was left unsaved under a key, or null; read once per opening. */
export const mirrorQuery = (key: string) =>
  queryOptions({
    queryKey: ['mirror', key],
    queryFn: async () => (await readMirror(key)) ?? null,
    networkMode: 'always',
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const writeMirror = async (key: string, draft: MirroredDraft): Promise<void> => {
  await inDraftStore('readwrite', (store) => store.put(draft, key));
};

export const forgetMirror = async (key: string): Promise<void> => {
  await inDraftStore('readwrite', (store) => store.delete(key));
};
