import type { Item, Value } from './engine.ts';

/** Bytes of an item as AWS counts them for limits and prices: names and texts in UTF-8, and the values' own sizes. */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

const total = (sizes: number[]) => sizes.reduce((sum, size) => sum + size, 0);

function valueBytes(value: Value): number {
  const { S, N, B, SS, NS, BS, L, M } = value as { [type: string]: never } & Shape;
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return numberBytes(N);
  if (B !== undefined) return Buffer.byteLength(B, 'base64');
  if (SS !== undefined) return total(SS.map((text) => Buffer.byteLength(text)));
  if (NS !== undefined) return total(NS.map(numberBytes));
  if (BS !== undefined) return total(BS.map((bytes) => Buffer.byteLength(bytes, 'base64')));
  // A list or map costs three bytes, and one for each element.
  if (L !== undefined) return 3 + total(L.map((element) => 1 + valueBytes(element)));
  if (M !== undefined) return 3 + Object.keys(M).length + itemBytes(M);
  return 1;
}

type Shape = {
  S?: string;
  N?: string;
  B?: string;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: Value[];
  M?: Item;
};

/** One byte, one for each two significant digits, one for a minus. */
function numberBytes(text: string): number {
  const digits = text.replace('-', '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '').length;
  return 1 + Math.ceil(digits / 2) + (text.startsWith('-') ? 1 : 0);
}
