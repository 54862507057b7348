import * as z from 'zod/mini';
import type { Credentials, Handle, Outcome, Piece } from '../platform.ts';
import { isSameText } from '../same-text.ts';
import { xRequest } from './call.ts';
import { textsIn } from './handle.ts';

/** How far X's clock and ours may be apart when we look for a post that we made. */
const CLOCK_SLACK_MS = 120_000;

const link = z.object({ url: z.string(), expanded_url: z.optional(z.string()) });
const reference = z.object({ type: z.string(), id: z.string() });
const shown = z.object({
  id: z.string(),
  text: z.string(),
  entities: z.optional(z.object({ urls: z.optional(z.array(link)) })),
  // The two vocabularies that X answers in.
  referenced_tweets: z.optional(z.array(reference)),
  referenced_posts: z.optional(z.array(reference)),
});
// Nothing at all when there is nothing to show.
const timeline = z.object({ data: z.optional(z.array(shown)) });

type Finding = { found: 'live'; externalId?: string } | { found: 'absent' };
type Doubt = Piece & { caption: string; armedAt: number; denied: boolean };

/**
 * Looks in the account's own posts for the one that was armed then. Not seeing a plain text is proof enough once core
 * has looked twice, because X refuses the same words a second time; a post with media or a part of a thread stays in
 * doubt until a person has looked (`denied`).
 */
export async function reconcile(
  credentials: Credentials,
  { handle, parts, armedAt, denied }: Doubt,
): Promise<Outcome<Finding>> {
  const list = await ownPosts(credentials, armedAt - CLOCK_SLACK_MS);
  if (!list.ok) return list;
  const all = textsIn(handle);
  const [text = '', before] = [all[parts.length], parts.at(-1)];
  const same = (list.value.data ?? []).filter(
    (post) => !parts.includes(post.id) && repliesTo(post) === before && isSameText(wordsOf(post), text),
  );
  const [only, ...others] = same;
  if (only) return { ok: true, value: { found: 'live', ...(others.length === 0 ? { externalId: only.id } : {}) } };
  return denied || isPlain(handle, all)
    ? { ok: true, value: { found: 'absent' } }
    : { ok: false, fault: { disposition: 'retry', reason: 'publishing.in_doubt', detail: 'not listed' } };
}

const isPlain = (handle: Handle, all: readonly string[]): boolean => all.length === 1 && !handle.media;

type Shown = z.output<typeof shown>;

const repliesTo = ({ referenced_tweets, referenced_posts }: Shown): string | undefined =>
  (referenced_posts ?? referenced_tweets)?.find(({ type }) => type === 'replied_to')?.id;

/** As we wrote it: X shortens links, and adds one of its own for media. */
const wordsOf = ({ text, entities }: Shown): string =>
  (entities?.urls ?? [])
    .reduce((words, { url, expanded_url: full }) => words.replaceAll(url, full ?? url), text)
    .replace(/\s*https:\/\/t\.co\/\w+$/, '');

/** X is renaming its fields: where it refuses the old name, the new one is asked for. */
async function ownPosts(credentials: Credentials, since: number): Promise<Outcome<z.output<typeof timeline>>> {
  const asked = (fields: string, referenced: string) =>
    xRequest(
      credentials,
      {
        method: 'GET',
        path: `/2/users/${credentials.externalId}/tweets?${new URLSearchParams({
          start_time: new Date(since).toISOString(),
          max_results: '10',
          [fields]: `created_at,text,entities,${referenced}`,
        })}`,
      },
      'read',
      timeline,
    );
  const first = await asked('tweet.fields', 'referenced_tweets');
  const isName = !first.ok && first.fault.detail.startsWith('400');
  return isName ? asked('post.fields', 'referenced_posts') : first;
}
