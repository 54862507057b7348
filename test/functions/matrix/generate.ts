import fc from 'fast-check';
import * as z from 'zod/mini';
import { appHeader, needsIdempotencyKey, type Route } from '#shared/contract/route.ts';

/** What one request carries besides who sends it. */
export type Sent = {
  params: Record<string, string>;
  query: Record<string, string>;
  /** Text goes out as it is, anything else as JSON. */
  body: unknown;
  headers: Record<string, string>;
  cookies: string[];
};

/**
 * Values by the name of their field: `only` these where others would all mean the same (an id that is missing is as
 * good as any other, and of what we sign ourselves there is none), `also` these where only a table or a calendar knows them.
 */
export type Known = Readonly<Record<'only' | 'also', Readonly<Record<string, readonly (string | number)[]>>>>;

const JsonSchema = z.object({
  type: z.optional(z.string()),
  const: z.optional(z.unknown()),
  enum: z.optional(z.array(z.unknown())),
  oneOf: z.optional(z.array(z.unknown())),
  anyOf: z.optional(z.array(z.unknown())),
  items: z.optional(z.unknown()),
  properties: z.optional(z.record(z.string(), z.unknown())),
  required: z._default(z.array(z.string()), []),
  pattern: z.optional(z.string()),
  minLength: z._default(z.number(), 0),
  maxLength: z._default(z.number(), 60),
  minimum: z._default(z.number(), -1_000_000),
  maximum: z._default(z.number(), 1_000_000),
  maxItems: z._default(z.number(), 5),
});

/** Values of a schema of the contract. Rules that JSON Schema cannot say are left to a filter. */
function valuesOf(described: unknown, known: Known, name = ''): fc.Arbitrary<unknown> {
  const schema = JsonSchema.parse(described);
  if (schema.type === 'array') return madeOf(schema, known, name);
  const [only, also] = [known.only[name], known.also[name]];
  if (only) return fc.constantFrom(...only);
  return also
    ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...also) }, { weight: 2, arbitrary: madeOf(schema, known) })
    : madeOf(schema, known);
}

function madeOf({ type, ...rest }: z.output<typeof JsonSchema>, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (rest.const !== undefined) return fc.constant(rest.const);
  if (rest.enum) return fc.constantFrom(...rest.enum);
  const choices = rest.oneOf ?? rest.anyOf;
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, known, name)));
  switch (type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(rest.properties ?? {})
            .filter(([key]) => known.only[key]?.length !== 0)
            .map(([key, one]) => [key, valuesOf(one, known, key)]),
        ),
        { requiredKeys: rest.required },
      );
    case 'array':
      return fc.array(valuesOf(rest.items, known, name), { maxLength: Math.min(rest.maxItems, 3) });
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({ min: Math.max(rest.minimum, -1e6), max: Math.min(rest.maximum, 1e6) }),
        fc.integer({
          min: Math.max(rest.minimum, Number.MIN_SAFE_INTEGER),
          max: Math.min(rest.maximum, Number.MAX_SAFE_INTEGER),
        }),
      );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return rest.pattern === undefined ? textOf(rest) : fc.stringMatching(new RegExp(rest.pattern));
    default:
      throw new Error(`No values are known for ${type}`);
  }
}

const textOf = ({ minLength, maxLength }: { minLength: number; maxLength: number }) => {
  const lengths = { minLength, maxLength: Math.min(maxLength, 300) };
  return fc.oneof(
    fc.string({ ...lengths, unit: 'grapheme', size: 'small' }),
    fc.string({
      ...lengths,
      unit: fc.constantFrom('ق', 'ه', 'و', 'ة', ' ', '#', '@', '☕', '1', '\n'),
      size: 'medium',
    }),
  );
};

const described = (schema: z.ZodMiniType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** What a schema takes. */
const taken = (schema: z.ZodMiniType | undefined, known: Known): fc.Arbitrary<unknown> =>
  schema === undefined
    ? fc.constant(undefined)
    : valuesOf(described(schema), known).filter((value) => schema.safeParse(value).success);

/** One value that a schema takes, the same for the same seed. */
export function sampleOf(schema: z.ZodMiniType, known: Known, seed = 1): unknown {
  const [value] = fc.sample(taken(schema, known), { numRuns: 1, seed });
  return value;
}

const asTexts = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(value ?? {}).map(([name, one]) => [name, String(one)]));

/** Requests that a route's contract takes. */
export const validRequests = ({ params, query, body, permission }: Route, known: Known): fc.Arbitrary<Sent> =>
  fc.record({
    params: taken(params, known).map(asTexts),
    query: taken(query, known).map(asTexts),
    body: taken(body, known),
    headers: fc.constant({}),
    cookies: permission === 'public' ? fc.constantFrom<string[]>([], ['ksa_session=abc.def-ghi']) : fc.constant([]),
  });

/** Half characters, controls, hidden turns, what breaks parsers, numbers at the edge, long and deep things. */
const hostileTexts = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud83d',
    '\ude00a',
    '\u202etxt',
    '\u200b\ufeff',
    '\u0085',
    '%00',
    '%2e%2e%2f',
    '../../etc/passwd',
  ],
  ...[
    "' OR 1=1 --",
    '{"$gt":""}',
    '<script>alert(1)</script>',
    '${7*7}',
    'null',
    'NaN',
    '-1',
    '1e999',
    '0x10',
    '9007199254740993',
  ],
  ...[
    '0000-01-01T00:00',
    '0999-12-31T23:59',
    '9999-12-31T23:59',
    '2026-02-30T10:00',
    '+275760-09-13T00:00',
    'Mars/Olympus',
  ],
  ...[
    ' Password-1234 ',
    '\nPassword-1234',
    'x'.repeat(10_240),
    'ق'.repeat(3_000),
    '#'.repeat(500),
    '__proto__',
    'constructor',
  ],
];
const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    -1e308,
    2 ** 53,
    Number.MIN_VALUE,
    [],
    {},
    [[]],
    [null],
    { toString: 1 },
    deep(500),
  ],
];
const rawBodies = [
  '',
  '{',
  '}',
  'null',
  '[]',
  '""',
  '1e999',
  '{"a":1,}',
  '[[',
  '\ufeff{}',
  'a=b',
  '{"__proto__":{"x":1}}',
  '['.repeat(20_000),
];

const hostileText = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 40 }));
const hostile = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...hostileValues) }, hostileText, fc.jsonValue());

/** Requests as a mistaken or malicious program sends them: good ones with one thing that is not. */
export function brokenRequests(route: Route, known: Known): fc.Arbitrary<Sent> {
  const good = validRequests(route, known);
  const ways = [
    fc
      .tuple(good, fc.constantFrom(...headersRead(route)), hostileText)
      .map(([sent, name, value]): Sent => ({ ...sent, headers: { [name]: value } })),
  ];
  if (route.permission === 'public')
    ways.push(
      fc.tuple(good, hostileText).map(([sent, value]) => ({ ...sent, cookies: [`ksa_session=${value}`, value] })),
    );
  if (route.params)
    ways.push(fc.tuple(good, hostileText).map(([sent, value]) => ({ ...sent, params: changed(sent.params, value) })));
  if (route.query)
    ways.push(
      fc
        .tuple(good, fc.constantFrom('limit', 'cursor', 'from', 'to', 'state', 'x'), hostileText)
        .map(([sent, name, value]) => ({
          ...sent,
          query: { ...sent.query, [name]: value },
        })),
    );
  if (route.body)
    ways.push(
      fc.tuple(good, fc.nat(), hostile).map(([sent, at, value]) => ({ ...sent, body: replaced(sent.body, at, value) })),
      fc.tuple(good, fc.nat(), hostile).map(([sent, at, value]) => ({ ...sent, body: replaced(sent.body, at, value) })),
      fc.tuple(good, fc.nat()).map(([sent, at]) => ({ ...sent, body: replaced(sent.body, at, undefined) })),
      fc.tuple(good, hostileText, hostile).map(([sent, name, value]) => ({
        ...sent,
        body: Object.fromEntries([...Object.entries(sent.body ?? {}), [name, value]]),
      })),
      fc.tuple(good, fc.oneof(fc.constantFrom(...rawBodies), hostileText)).map(([sent, body]) => ({ ...sent, body })),
    );
  return fc.oneof(...ways);
}

/** The headers that mean something to a route. */
const headersRead = (route: Route): string[] => [
  ...(route.permission === 'public' ? [appHeader.name, 'origin', 'x-forwarded-for'] : ['authorization']),
  ...(needsIdempotencyKey(route) ? ['idempotency-key'] : []),
];

const changed = (params: Record<string, string>, value: string) => {
  const [name = 'none'] = Object.keys(params);
  return { ...params, [name]: value };
};

/** A copy of `body` in which one of its values, at any depth, is another; or is missing. */
function replaced(body: unknown, at: number, value: unknown): unknown {
  const places = placesIn(body);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return value;
  const copy = structuredClone(body);
  let inside = copy as Record<string, unknown>;
  for (const key of place.slice(0, -1)) inside = inside[key] as Record<string, unknown>;
  const last = place.at(-1) ?? '';
  if (value === undefined) delete inside[last];
  else inside[last] = value;
  return copy;
}

const placesIn = (value: unknown, path: readonly string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesIn(inner, [...path, key])])
    : [];
