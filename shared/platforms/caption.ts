import { isolated } from '../contract/sentence.ts';
import { HASHTAG, MENTION } from './counting.ts';

/** Tags as a screen isolates them: glued ones as one, and none apart from the word it is glued to. */
const TAGS = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])(?:${HASHTAG.source})+`, 'gu');
const LINK = /https?:\/\/[^\s<>]+/gu;

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
