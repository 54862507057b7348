import * as z from 'zod/mini';
import { machineText, text } from '../contract/text.ts';

/** What may be filled in. Money is typed in dinars and judged in whole fils; a date is `YYYY-MM-DD`. */
export const variableKinds = ['text', 'money', 'date', 'phone', 'link', 'choice'] as const;
export type VariableKind = (typeof variableKinds)[number];

/** Small Latin letters, so that a name reads alike between Arabic and English words. */
export const NAME = '[a-z][a-z0-9_]{0,29}';
const MOST_CHOICES = 20;

export const Variable = z.strictObject({
  name: machineText().check(z.regex(new RegExp(`^${NAME}$`))),
  kind: z.enum(variableKinds),
  /** Taken when nothing is filled in. Only that of a text may hold variables itself. */
  default: z.optional(text(200)),
  /** Of a choice: what can be chosen. */
  choices: z.optional(z.array(text(80, 1)).check(z.maxLength(MOST_CHOICES))),
});
export type Variable = z.infer<typeof Variable>;

/** Names that every business knows, and what they hold. */
export const knownVariables = {
  product: 'text',
  price: 'money',
  date: 'date',
  phone: 'phone',
  link: 'link',
} as const satisfies Record<string, VariableKind>;
export type KnownVariable = keyof typeof knownVariables;

export const isKnown = (name: string): name is KnownVariable => Object.hasOwn(knownVariables, name);
