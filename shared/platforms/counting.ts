/**
 * Hashtags as Instagram links them: `#` and letters of any script, digits, marks, emoji or `_`, also right behind a word
 * or another hashtag; not the `&#39;` of copied web pages. To be verified on a live account: no document of Meta says
 * so, and what is counted here and not there only makes us the stricter ones.
 */
export const HASHTAG =
  /(?<!&)[#\uff03][\p{L}\p{N}_\p{Extended_Pictographic}\p{RI}][\p{L}\p{M}\p{N}_\p{Extended_Pictographic}\p{RI}\p{EMod}\u200d]*/gu;
/** Handles: `@` with letters, digits, `.` or `_`, not inside an e-mail address. */
export const MENTION = /(?<![\p{L}\p{N}_.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?/gu;

export const hashtagsIn = (caption: string): string[] => caption.match(HASHTAG) ?? [];
export const mentionsIn = (caption: string): string[] => caption.match(MENTION) ?? [];

/** Length as Instagram counts at worst: UTF-16 units, so that an emoji never surprises us. */
export const captionLength = (caption: string): number => caption.length;
