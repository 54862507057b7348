type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** An item without the fields that are undefined: a field that is not there is cleared by a put. */
export const defined = <T extends object>(item: T): Defined<T> =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as Defined<T>;
