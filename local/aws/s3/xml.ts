const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
const NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Content of an element: text, children, or the same child several times. Undefined ones are left out. */
export type Xml = string | number | boolean | undefined | { [name: string]: Xml | Xml[] };

const escapeXml = (text: string) => text.replace(/[&<>"\r]/g, (c) => ENTITIES[c] ?? c);

function element(name: string, value: Xml | Xml[]): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  const inner =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([child, content]) => element(child, content))
          .join('')
      : escapeXml(String(value));
  return `<${name}>${inner}</${name}>`;
}

/** A document with one root element. */
export const toXml = (root: string, content: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`;

/** Inner texts of every `<name>` in `xml`, not decoded. Enough for the two bodies S3 clients send. */
export const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(([, inner = '']) => inner);

/** Decoded text of the first `<name>`. */
export const text = (xml: string, name: string): string | undefined =>
  elements(xml, name)[0]?.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, word) =>
    word ? (NAMES[word] ?? whole) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );
