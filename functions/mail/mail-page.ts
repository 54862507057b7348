import type { Language } from '#shared/contract/text.ts';

const FONT = 'font-family:Tahoma,Arial,sans-serif';
const looks = {
  heading: 'color:#0f766e;font-size:22px;font-weight:bold;padding-top:28px',
  text: 'color:#1f2937;font-size:16px;line-height:1.7',
  note: 'color:#6b7280;font-size:13px;line-height:1.7',
} as const;

/** One paragraph: how it looks, and its HTML, whose texts of people are `escaped`. */
export type MailRow = readonly [look: keyof typeof looks, html: string];
/** What a mail says in one language. */
export type MailPart = { language: Language; rows: readonly MailRow[] };

const directionOf = (language: Language | undefined) => (language === 'en' ? 'ltr' : 'rtl');

/** The HTML of a mail, readable in both directions: every cell says its own, since some programs drop the page's. */
export function mailPage(parts: readonly MailPart[]): string {
  const [first] = parts;
  const language = first?.language ?? 'ar';
  return (
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><body style="margin:0;background:#f4f1ec">` +
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">' +
    '<table role="presentation" width="520" cellpadding="0" cellspacing="0" style="width:100%;max-width:520px;background:#ffffff;border-radius:12px">' +
    `${parts.flatMap(({ language, rows }) => rows.map((row) => cell(language, row))).join('')}</table></td></tr></table></body></html>`
  );
}

const cell = (language: Language, [look, html]: MailRow) =>
  `<tr><td dir="${directionOf(language)}" lang="${language}" style="padding:0 28px 16px;${FONT};${looks[look]}">${html}</td></tr>`;

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of a person as it may stand in HTML, inside a tag's quotes too. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => replacements[character] ?? '');

/** Something that keeps its own direction inside a sentence of the other. */
export const leftToRight = (html: string): string => `<span dir="ltr" style="unicode-bidi:isolate">${html}</span>`;
