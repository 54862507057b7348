import { attachmentOf } from './mime.ts';
import type { Feedback, Outbox, StoredMail } from './outbox.ts';

export type Page = { status: number; headers: Record<string, string>; body: string | Buffer };

/** The pages that people look at, and the JSON that tests read. Mail content is never trusted. */
export async function viewMail(outbox: Outbox, { pathname, searchParams }: URL): Promise<Page> {
  const to = searchParams.get('to') ?? undefined;
  if (pathname === '/') return page('Mails', list(outbox.list(to)));
  if (pathname === '/store') {
    const body = JSON.stringify({ emails: outbox.list(to), suppressed: outbox.suppressed() });
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const [, messageId = '', form, place] =
    /^\/mails\/([\w-]+)(?:\/(raw|attachments)(?:\/(\d+))?)?$/.exec(pathname) ?? [];
  const raw = outbox.raw(messageId);
  const mail = outbox.list().find((one) => one.messageId === messageId);
  if (raw === undefined || mail === undefined)
    return { ...page('Not found', '<p>There is no such mail. <a href="/">All mails</a></p>'), status: 404 };
  if (form === 'raw') return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: raw };
  const file = form && mail.attachments[Number(place)];
  if (!file) return page(mail.subject, detail(mail));
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`;
  const headers = { 'content-type': 'application/octet-stream', 'content-disposition': disposition };
  return { status: 200, headers, body: (await attachmentOf(raw, Number(place))) ?? '' };
}

/** Makes text safe inside HTML, attributes included. */
const e = (text: string) => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
const bdi = (text: string) => `<bdi>${e(text)}</bdi>`;
const when = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Kuwait' }).format(at);
const said = ({ type, subType, recipient }: Feedback) => `${type}${subType ? ` (${subType})` : ''}: ${recipient}`;
const troubles = (mail: StoredMail) => mail.feedback.filter(({ type }) => type !== 'Delivery');

function list(mails: StoredMail[]): string {
  const rows = mails.map((mail) => {
    const trouble = troubles(mail).map(({ type }) => ` <strong>${type}</strong>`);
    const link = `<a href="/mails/${mail.messageId}">${bdi(mail.subject || '(no subject)')}</a>`;
    const cells = [e(when(mail.at)), bdi(mail.to.join(', ')) + trouble.join(''), link, bdi(mail.from)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  if (rows.length === 0) return '<p>No mail has been sent yet.</p>';
  return `<table><thead><tr><th>Kuwait time</th><th>To</th><th>Subject</th><th>From</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function detail(mail: StoredMail): string {
  const files = mail.attachments.map(({ fileName, bytes }, place) => {
    return `<a href="/mails/${mail.messageId}/attachments/${place}">${bdi(fileName || 'unnamed')}</a> (${bytes} bytes)`;
  });
  const tags = Object.entries(mail.tags).map((pair) => bdi(pair.join('=')));
  const facts: Record<string, string> = {
    From: bdi(mail.from),
    To: bdi(mail.to.join(', ')),
    Sent: e(when(mail.at)),
    'Configuration set': bdi(mail.configurationSet ?? ''),
    Tags: tags.join(', '),
    Attachments: files.join(', '),
    Feedback: mail.feedback.map((one) => bdi(said(one))).join(', '),
  };
  const rows = Object.entries(facts).map(([name, value]) => `<tr><th>${name}</th><td>${value || '—'}</td></tr>`);
  // No allow-scripts and no allow-same-origin: a mail can neither run nor reach anything.
  const html = mail.html && `<h2>HTML</h2><iframe sandbox title="HTML of the mail" srcdoc="${e(mail.html)}"></iframe>`;
  const text = mail.text && `<h2>Text</h2><pre dir="auto">${e(mail.text)}</pre>`;
  const headers = mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    `<p><a href="/">All mails</a> · <a href="/mails/${mail.messageId}/raw">Raw</a></p><h1>${bdi(mail.subject)}</h1>` +
    `<table>${rows.join('')}</table>${html ?? ''}${text ?? ''}<h2>Headers</h2><pre dir="auto">${e(headers)}</pre>`
  );
}

const style =
  'body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}table{border-collapse:collapse;width:100%}' +
  'th,td{text-align:start;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}iframe{width:100%;height:30rem;border:1px solid #ccc}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f4;padding:1rem}';

const page = (title: string, body: string): Page => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${e(title)}</title><style>${style}</style></head><body>${body}</body></html>`,
});
