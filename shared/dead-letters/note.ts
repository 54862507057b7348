import * as z from 'zod/mini';

/** A short code: our own (`unreadable`, `unknown_version`, `wrong_shape`) or the name of an error. */
const code = z.string().check(z.regex(/^[\w.:-]{1,80}$/));

/**
 * What a worker writes on a message it parks, as message attributes. Codes, ids and numbers only: whoever may read
 * dead letters must not learn captions or tokens from it.
 */
export const ParkingNote = z.object({
  reason: code,
  detail: z.string().check(z.maxLength(300)),
  /** Epoch ms. */
  parkedAt: z.coerce.number(),
  firstReceivedAt: z.coerce.number(),
  /** How often the worker was handed it. */
  deliveries: z.coerce.number(),
});
export type ParkingNote = z.infer<typeof ParkingNote>;

/** Says in one word that a text is a code and nothing a person wrote. */
export const isCode = (text: unknown): text is string => code.safeParse(text).success;
