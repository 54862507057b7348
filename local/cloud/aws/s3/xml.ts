import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type * as z from 'zod/mini';
import { refusal } from './errors.ts';
import type { Answer } from './exchange.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Content of an element: text, children, or the same child several times. Undefined ones are left out. */
export type Xml = string | number | boolean | undefined | { [name: string]: Xml | Xml[] };

// Not the builder of fast-xml-parser: it leaves a carriage return as it is, which every reader takes for a line feed.
function element(name: string, value: Xml | Xml[]): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  const children = typeof value === 'object' ? Object.entries(value) : undefined;
  const text = children?.map(([child, content]) => element(child, content)).join('');
  return `<${name}>${text ?? String(value).replace(/[&<>"\r]/g, (c) => ENTITIES[c] ?? c)}</${name}>`;
}

/** An answer that is a document with one root element. */
export const xml = (root: string, content: Xml, { status = 200, headers = {} }: Partial<Answer> = {}): Answer => ({
  status,
  headers: { ...headers, 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`,
});

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === 'Object' || name === 'Part',
});

/** Reads a document by its schema; everything that does not fit is MalformedXML. */
export function fromXml<S extends z.ZodMiniType>(text: string, schema: S): z.output<S> {
  const read = XMLValidator.validate(text) === true ? schema.safeParse(parser.parse(text)) : undefined;
  if (read?.success !== true) throw refusal('MalformedXML');
  return read.data;
}
