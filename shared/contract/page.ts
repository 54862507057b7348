import * as z from 'zod/mini';

/** Query fields of every paged list. The cursor is opaque, signed, and bound to the query it came from. */
export const pageQuery = {
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 25),
  cursor: z.optional(z.string().check(z.maxLength(2048))),
};

/** One page of `item`s; `cursor` is absent on the last page. */
export const page = <S extends z.ZodMiniType>(item: S) =>
  z.object({ items: z.array(item), cursor: z.optional(z.string()) });

export type ListPage<T> = { items: T[]; cursor?: string };
