import type * as z from 'zod/mini';

type Described<S> =
  S extends z.ZodMiniEnum<infer Values>
    ? { type: readonly Values[keyof Values][] }
    : S extends z.ZodMiniNumber<number>
      ? { type: 'number' }
      : S extends z.ZodMiniString<string>
        ? { type: 'string' }
        : S extends z.ZodMiniBoolean<boolean>
          ? { type: 'boolean' }
          : S extends z.ZodMiniArray<infer Item>
            ? { type: 'list'; items: Described<Item> }
            : S extends z.ZodMiniObject<infer Shape>
              ? { type: 'map'; properties: Attributes<Shape> }
              : { type: 'any' };

type Attribute<S> = S extends z.ZodMiniOptional<infer Inner> ? Described<Inner> : Described<S> & { required: true };

/** The attributes of an entity, as the entity library wants them, for the fields of a schema. */
export type Attributes<Shape> = { [Field in keyof Shape]: Attribute<Shape[Field]> };

/**
 * An entity's attributes for every field of a schema, so that the table forgets none of them. What is optional in the
 * schema may be missing in the item; a record of unknown names is stored as it is. Throws at start for a kind of schema
 * that nobody has decided how to store.
 *
 * @example attributes: { ...attributesOf(Target), shard: { type: 'string' } }
 */
export function attributesOf<Shape extends z.core.$ZodLooseShape>(schema: z.ZodMiniObject<Shape>): Attributes<Shape> {
  const fields = Object.entries(schema.shape).map(([field, one]) => [field, attributeOf(field, one)]);
  return Object.fromEntries(fields) as Attributes<Shape>;
}

function attributeOf(field: string, schema: z.core.$ZodType) {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'optional'
    ? described(field, def.innerType as z.core.$ZodTypes)
    : { ...described(field, schema as z.core.$ZodTypes), required: true };
}

function described(field: string, schema: z.core.$ZodTypes): object {
  const { def } = schema._zod;
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return { type: def.type };
    case 'enum':
      return { type: Object.values(def.entries) };
    case 'array':
      return { type: 'list', items: described(field, def.element as z.core.$ZodTypes) };
    case 'object':
      return { type: 'map', properties: attributesOf(schema as unknown as z.ZodMiniObject) };
    case 'record':
      return { type: 'any' };
    default:
      throw new Error(`Nobody has said how the table stores ${field}, which is ${def.type}`);
  }
}
