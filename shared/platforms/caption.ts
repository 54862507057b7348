import { isolated } from '../contract/sentence.ts';

/**
 * Hashtags as Instagram links them: `#` and letters of any script, digits, marks, emoji or `_`, also right behind a word
 * or another hashtag; not the `&#39;` of copied web pages. To be verified on a live account: no document of Meta says
 * so, and what is counted here and not there only makes us the stricter ones.
 */
const HASHTAG =
  /(?<!&)[#\uff03][\p{L}\p{N}_\p{Extended_Pictographic}\p{RI}][\p{L}\p{M}\p{N}_\p{Extended_Pictographic}\p{RI}\p{EMod}\u200d]*/gu;
/** Tags as a screen isolates them: glued ones as one, and none apart from the word it is glued to. */
const TAGS = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])(?:${HASHTAG.source})+`, 'gu');
/** Handles: `@` with letters, digits, `.` or `_`, not inside an e-mail address. */
const MENTION = /(?<![\p{L}\p{N}_.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?/gu;
const LINK = /https?:\/\/[^\s<>]+/gu;

export const hashtagsIn = (caption: string): string[] => caption.match(HASHTAG) ?? [];
export const mentionsIn = (caption: string): string[] => caption.match(MENTION) ?? [];

/** Length as Instagram counts at worst: UTF-16 units, so that an emoji never surprises us. */
export const captionLength = (caption: string): number => caption.length;

export type CaptionPart = { kind: 'text' | 'hashtag' | 'mention' | 'link'; text: string };

const characters = new Intl.Segmenter('ar', { granularity: 'grapheme' });

/**
 * Splits a caption so that a screen can isolate each tag, handle and link in right-to-left text. It is never split
 * inside what a reader sees as one character.
 */
export function captionParts(caption: string): CaptionPart[] {
  const edges = new Set([...characters.segment(caption)].map(({ index }) => index)).add(caption.length);
  const marks = [
    ...[...caption.matchAll(LINK)].map((match) => ({ kind: 'link' as const, match })),
    ...[...caption.matchAll(TAGS)].map((match) => ({ kind: 'hashtag' as const, match })),
    ...[...caption.matchAll(MENTION)].map((match) => ({ kind: 'mention' as const, match })),
  ].sort((a, b) => a.match.index - b.match.index);
  const parts: CaptionPart[] = [];
  let at = 0;
  for (const { kind, match } of marks) {
    if (match.index < at || !edges.has(match.index)) continue;
    if (match.index > at) parts.push({ kind: 'text', text: caption.slice(at, match.index) });
    at = match.index + match[0].length;
    while (!edges.has(at)) at++;
    parts.push({ kind, text: caption.slice(match.index, at) });
  }
  if (at < caption.length) parts.push({ kind: 'text', text: caption.slice(at) });
  return parts;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/**
 * The direction of a caption by its first letter, as a field shows it while it is written; undefined without letters.
 * `dir="auto"` would look past isolated parts, and a line of nothing but hashtags has no others.
 */
export function captionDirection(caption: string): 'rtl' | 'ltr' | undefined {
  const letter = /\p{L}/u.exec(caption)?.[0];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

/** Whether a caption has letters of both directions. */
export const isMixed = (caption: string): boolean =>
  RIGHT_TO_LEFT.test(caption) && (caption.match(/\p{L}/gu) ?? []).some((letter) => !RIGHT_TO_LEFT.test(letter));

/**
 * A caption as a value of a sentence: with its own direction, and each tag, handle and link isolated, so that the sign
 * of `@mubarakiya.cafe` stays in front of it.
 */
export function captionLine(caption: string): string {
  const parts = captionParts(caption).map(({ kind, text }) => (kind === 'text' ? text : isolated(text)));
  return `${captionDirection(caption) === 'rtl' ? '\u2067' : '\u2066'}${parts.join('')}\u2069`;
}
