type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * An item without the fields that are undefined: the entity library takes one that is present for a value, and rules
 * write those to clear a field.
 */
export const defined = <T extends object>(item: T): Defined<T> =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as Defined<T>;
