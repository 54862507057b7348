import * as z from 'zod/mini';
import { dynamo } from '#runtime/table.ts';
import { tableKeys } from '#runtime/table-keys.ts';
import type { Write } from '#runtime/transaction.ts';

/** Where one call goes: an index, a partition and what part of it. */
export type Place = { how: string; index: string; pk: string; sk: string };

const { partition, sort } = tableKeys.primary;
const Item = z.looseObject({ [partition]: z.string(), [sort]: z.string() });
const Query = z.object({
  KeyConditionExpression: z.string(),
  IndexName: z.optional(z.string()),
  ExpressionAttributeNames: z.record(z.string(), z.string()),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()),
  FilterExpression: z.optional(z.string()),
});
const Keyed = z.object({ Key: Item });
const Batch = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(Item) })) });

const placeOfItem = (how: string, item: z.infer<typeof Item>): Place => ({
  how,
  index: 'table',
  pk: String(item[partition]),
  sk: String(item[sort]),
});

function placeOfQuery(input: unknown): Place {
  const { KeyConditionExpression, IndexName, ...of } = Query.parse(input);
  const written = KeyConditionExpression.replace(/[#:]\w+/g, (name) =>
    String(of.ExpressionAttributeNames[name] ?? of.ExpressionAttributeValues[name] ?? name),
  );
  const [pk = '', sk = ''] = written.split(/ and (.*)/s);
  return { how: 'Query', index: IndexName ?? 'table', pk: pk.replace(/^\w+ = /, ''), sk };
}

function placeOf(command: string, input: unknown): Place {
  if (command === 'QueryCommand') return placeOfQuery(input);
  const how = command.replace(/(Item)?Command$/, '');
  if (command === 'PutItemCommand') return placeOfItem(how, z.object({ Item }).parse(input).Item);
  if (command !== 'BatchGetItemCommand') return placeOfItem(how, Keyed.parse(input).Key);
  const keys = Object.values(Batch.parse(input).RequestItems).flatMap(({ Keys }) => Keys);
  const [first] = keys.map((key) => placeOfItem(how, key));
  if (!first) throw new Error('A batch of nothing');
  return first;
}

/** Where each write of a transaction goes. */
export const placesOfWrites = (writes: readonly Write[]): Place[] =>
  writes.flatMap((write) =>
    Object.entries(write).map(([how, what]) =>
      placeOfItem(
        `Transact${how}`,
        Item.parse(how === 'Put' ? z.object({ Item }).parse(what).Item : Keyed.parse(what).Key),
      ),
    ),
  );

/** Nothing is sent: the first call to the table is written down and cut off. */
export async function placeOfCall(run: () => Promise<unknown>): Promise<Place> {
  let place: Place | undefined;
  const name = 'recorded';
  dynamo.middlewareStack.add(
    (_, context) => async (args) => {
      place ??= placeOf(String(context.commandName), args.input);
      throw new Error('cut off');
    },
    { step: 'initialize', priority: 'high', name },
  );
  await run().catch(() => {});
  dynamo.middlewareStack.remove(name);
  if (!place) throw new Error('The table was not asked');
  return place;
}
