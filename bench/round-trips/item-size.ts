import * as z from 'zod/mini';

/** An item in DynamoDB JSON: `{ pk: { S: '…' }, version: { N: '1' } }`. */
export const Item = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Item = z.infer<typeof Item>;

const Texts = z.array(z.string());
const List = z.array(z.record(z.string(), z.unknown()));

/** Bytes of an item as DynamoDB bills them: names in UTF-8 plus values. */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

function valueBytes(value: Record<string, unknown>): number {
  const [[type = '', content] = []] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'N':
      return numberBytes(String(content));
    case 'B':
      return Buffer.from(String(content), 'base64').length;
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'SS':
      return Texts.parse(content).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    case 'NS':
      return Texts.parse(content).reduce((sum, text) => sum + numberBytes(text), 0);
    case 'BS':
      return Texts.parse(content).reduce((sum, text) => sum + Buffer.from(text, 'base64').length, 0);
    // A list or map costs three bytes, and one for each element.
    case 'L':
      return List.parse(content).reduce((sum, element) => sum + 1 + valueBytes(element), 3);
    case 'M': {
      const fields = Item.parse(content);
      return 3 + Object.keys(fields).length + itemBytes(fields);
    }
    default:
      throw new Error(`No size rule for a value of type ${type}`);
  }
}

/** Two digits to a byte, one byte more, and another for a minus. Zeros around the digits are free. */
function numberBytes(text: string): number {
  const digits = text
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}
