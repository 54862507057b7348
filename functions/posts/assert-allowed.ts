import { Problem } from '#shared/contract/problem.ts';
import { verdictOnText } from '#shared/moderation/verdict.ts';
import type { PostBody } from './post.store.ts';

/**
 * Throws `post.content_blocked` with every rule that forbids a text of the post, once for each text: its own, that of an
 * account, the first comment, the descriptions of its images. What only wants a look or a word more is told in the composer.
 */
export function assertAllowed({ caption, firstComment = '', media, variants = [] }: PostBody): void {
  const texts = [
    { path: 'body.caption', text: caption },
    { path: 'body.firstComment', text: firstComment },
    ...variants.flatMap(({ accountId, caption: own = '', options = {} }) =>
      [own, ...Object.values(options).map(String)].map((text) => ({ path: `variants.${accountId}`, text })),
    ),
    ...media.map(({ mediaId, altText = '' }) => ({ path: `media.${mediaId}.altText`, text: altText })),
  ];
  const issues = texts.flatMap(({ path, text }) => {
    const blocking = verdictOnText(text).hits.filter(({ action }) => action === 'block');
    return [...new Set(blocking.map(({ rule }) => rule))].map((rule) => ({ path, issue: rule }));
  });
  if (issues.length > 0) throw new Problem('post.content_blocked', { issues });
}
