import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type * as z from 'zod/mini';
import { AwsError } from '../service.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Content of an element: text, children, or the same child several times. Undefined ones are left out. */
export type Xml = string | number | boolean | undefined | { [name: string]: Xml | Xml[] };

function element(name: string, value: Xml | Xml[]): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([child, content]) => element(child, content))
          .join('')
      : String(value).replace(/[&<>"\r]/g, (c) => ENTITIES[c] ?? c);
  return `<${name}>${inner}</${name}>`;
}

/** A document with one root element. */
export const toXml = (root: string, content: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`;

const LISTS = ['Object', 'Part'];
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => LISTS.includes(String(name)),
});

/** Reads a document by its schema; everything that does not fit is MalformedXML. */
export function fromXml<S extends z.ZodMiniType>(text: string, schema: S): z.output<S> {
  const read = XMLValidator.validate(text) === true ? schema.safeParse(parser.parse(text)) : undefined;
  if (read?.success !== true)
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  return read.data;
}
