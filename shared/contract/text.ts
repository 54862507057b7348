import * as z from 'zod/mini';

/** NUL and the other C0/C1 controls, except tab, line feed and carriage return. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is this pattern's purpose
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
/** Of them, those that begin a new line in Word, in print files and in old terminals. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const LINE_BREAK = /[\u000b\u000c\u0085]/g;
/** And those that stand between fields of old data files. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SEPARATOR = /[\u001c-\u001f]/g;
/** Embeddings, overrides and isolates. The plain marks (LRM, RLM, ALM) are ordinary in Arabic text and stay. */
const BIDI_CONTROL = /[\u202a-\u202e\u2066-\u2069]/g;
/** One half of a character, which no database or network can store. */
const UNPAIRED = /\p{Surrogate}/gu;
/** Direction marks, zero-width characters, soft hyphens: they come along with what is copied, and nobody sees them. */
const FORMAT = /\p{Format}/gu;
/** Something that a reader sees. The Braille blank is a symbol by its class and empty to the eye. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Format}\p{Control}\u2800]/u;

export const hasControlCharacter = (text: string): boolean => text.search(CONTROL) >= 0;
export const hasBidiControl = (text: string): boolean => text.search(BIDI_CONTROL) >= 0;
export const isBlank = (text: string): boolean => !VISIBLE.test(text);

/**
 * Makes any string one that `text` takes, for what was typed or pasted. What separated words still does, and what
 * stood for a broken character is still seen.
 */
export const cleanText = (value: string): string =>
  value
    .replace(LINE_BREAK, '\n')
    .replace(SEPARATOR, ' ')
    .replace(CONTROL, '')
    .replace(BIDI_CONTROL, '')
    .replace(UNPAIRED, '\ufffd');

/** `cleanText` for what stands in one line: a field of one line would drop its breaks and glue the words. */
export const cleanLine = (value: string): string => cleanText(value).replace(/[\n\r\u2028\u2029]+/g, ' ');

/** Refuses half characters: they would come back as others than were sent. */
export const wellFormed = z.refine<string>((value) => value.search(UNPAIRED) < 0, { error: 'unpaired_surrogate' });

/**
 * Text a person wrote: at most `max` code points (as zod and JSON Schema count), without control characters or hidden
 * direction overrides. One that must not be empty has something to see in it.
 */
export const text = (max: number, min = 0) =>
  z.string().check(
    z.minLength(min),
    z.maxLength(max),
    z.refine((value) => !hasControlCharacter(value), { error: 'control_character' }),
    z.refine((value) => !hasBidiControl(value), { error: 'bidi_control' }),
    z.refine((value) => min === 0 || value === '' || !isBlank(value), { error: 'blank' }),
    wellFormed,
  );

/**
 * Text that a machine reads: an address, a code, an id, a date. Invisible characters are taken off before it is judged,
 * so that nobody is told that what they pasted is malformed when it looks right.
 */
export const machineText = () => z.string().check(z.overwrite((value) => value.replace(FORMAT, '')));

/** Dots only between parts; each label of the domain begins and ends with a letter or digit, the last with a letter. */
const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * An e-mail address in the plain form that SES accepts. At most 128 characters, because it is also the name of a login
 * and Cognito takes no longer one.
 */
export const email = () => machineText().check(z.trim(), z.toLowerCase(), z.maxLength(128), z.regex(ADDRESS));

/** Takes ٠–٩ and ۰–۹ for 0–9, and off what nobody sees and the spaces that mail programs add. */
export const plainDigits = (value: string): string =>
  value
    .replace(FORMAT, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\s/g, '');

/** Six digits from a mail or an app. */
export const code = () => z.string().check(z.overwrite(plainDigits), z.regex(/^\d{6}$/));

export const language = z.enum(['ar', 'en']);
export type Language = z.infer<typeof language>;

/** One sentence in both languages. */
export type Phrase = Readonly<Record<Language, string>>;
