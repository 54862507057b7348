import * as z from 'zod/mini';

/** NUL and the other C0/C1 controls, except tab, line feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is this pattern's purpose
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
/** Embeddings, overrides and isolates. The plain marks (LRM, RLM, ALM) are ordinary in Arabic text and stay. */
const BIDI_CONTROL = /[\u202a-\u202e\u2066-\u2069]/;

export const hasControlCharacter = (text: string): boolean => CONTROL.test(text);
export const hasBidiControl = (text: string): boolean => BIDI_CONTROL.test(text);

/** Takes out what `text` would refuse; the composer offers it for pasted text. */
export const cleanText = (value: string): string =>
  value.replace(new RegExp(CONTROL, 'g'), '').replace(new RegExp(BIDI_CONTROL, 'g'), '');

/**
 * Text a person wrote: at most `max` code points (as zod and JSON Schema count), without control characters or hidden
 * direction overrides.
 */
export const text = (max: number, min = 0) =>
  z.string().check(
    z.minLength(min),
    z.maxLength(max),
    z.refine((value) => !hasControlCharacter(value), { error: 'control_character' }),
    z.refine((value) => !hasBidiControl(value), { error: 'bidi_control' }),
  );

/** An e-mail address in the plain form that SES accepts: ASCII local part, at most 254 characters. */
export const email = () =>
  z
    .string()
    .check(
      z.trim(),
      z.toLowerCase(),
      z.maxLength(254),
      z.regex(/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/),
    );

export const language = z.enum(['ar', 'en']);
export type Language = z.infer<typeof language>;

/** One sentence in both languages. */
export type Phrase = Readonly<Record<Language, string>>;
