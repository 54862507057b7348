import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { targetOf, targetWrite } from '#functions/posts/post.store.ts';
import { target } from '#functions/posts/target.entity.ts';
import { knownTarget } from '#functions/publishing/known-target.ts';
import { attributesOf } from '#runtime/attributes.ts';
import { transact } from '#runtime/transaction.ts';
import { TargetView } from '#shared/posts/contract.ts';
import { FirstComment, Target } from '#shared/publishing/target.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';

const ids = {
  clientId: `cl_${'0'.repeat(26)}`,
  postId: `po_${'0'.repeat(26)}`,
  targetId: `tg_${'0'.repeat(26)}`,
  accountId: `ac_${'0'.repeat(26)}`,
};

/** Some value for every field of a schema, whatever fields it will have. */
function everyFieldOf(schema: z.ZodMiniObject): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema.shape).map(([field, one]) => [field, sampleOf(one)]));
}

function sampleOf(schema: z.core.$ZodType): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') return sampleOf(def.innerType);
  if (def.type === 'object') return everyFieldOf(schema as z.ZodMiniObject);
  if (def.type === 'enum') return Object.values(def.entries)[0];
  return { string: 'text', number: 7, boolean: true, array: ['part'], record: { containerId: '17' } }[
    def.type as string
  ];
}

const full = Target.parse({ ...everyFieldOf(Target), ...ids });

/** The fields of a whole that a part does not hold as they were, those of a comment by their path. */
const forgotten = (held: Partial<Target> | undefined): string[] => [
  ...Object.keys(full).filter((field) => held?.[field as keyof Target] === undefined),
  ...Object.keys(full.comment ?? {}).flatMap((field) =>
    held?.comment?.[field as keyof FirstComment] === undefined ? [`comment.${field}`] : [],
  ),
];

describe('no field of a target is forgotten, whoever adds one', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startBackend();
  });
  afterAll(() => backend.close());

  it('every field is in this test', () => {
    expect(Object.keys(full).sort()).toEqual(Object.keys(Target.shape).sort());
    expect(Object.keys(full.comment ?? {}).sort()).toEqual(Object.keys(FirstComment.shape).sort());
  });

  it('the table keeps every field', async () => {
    await transact(targetWrite(full, true));
    const read = await targetOf(ids.clientId, ids.postId, ids.targetId);
    expect(forgotten(read)).toEqual([]);
    expect(read).toEqual(full);
  });

  it('a message carries every field, so that the write after it erases none', () => {
    const carried = knownTarget({ v: 1, ...ids, known: JSON.parse(JSON.stringify(full)) });
    expect(forgotten(carried)).toEqual([]);
    expect(carried).toEqual(full);
  });

  it('a field added to the schema is an attribute of its entity, required or not as the schema says', () => {
    const grown = attributesOf(z.extend(Target, { addedNumber: z.number(), addedText: z.optional(z.string()) }));
    expect(grown.addedNumber).toEqual({ type: 'number', required: true });
    expect(grown.addedText).toEqual({ type: 'string' });
    const missing = Object.keys(attributesOf(Target)).filter((field) => !(field in target.schema.attributes));
    expect(missing).toEqual([]);
  });

  it('a kind of field that nobody has decided how to store is refused when the function starts', () => {
    expect(() => attributesOf(z.object({ at: z.date() }))).toThrow('how the table stores at');
  });
});

it('what callers see of a target under the name of one of its fields is that very field', () => {
  const renamed = Object.entries(TargetView.shape)
    .filter(([field]) => field in Target.shape && field !== 'comment')
    .filter(([field, schema]) => schema !== Target.shape[field as keyof Target]);
  expect(renamed.map(([field]) => field)).toEqual([]);
});
