import type { MailStore, StoredMail } from './mail-store.ts';
import { escapeMarkup as e } from './query-protocol.ts';

export type Page = { status: number; type: string; body: string | Buffer };

/** The pages that people look at, and the JSON that tests read. Mail content is never trusted. */
export function viewMail(store: MailStore, url: URL): Page {
  if (url.pathname === '/') return page('Mails', list(store.list(url.searchParams.get('to') ?? undefined)));
  if (url.pathname === '/store') {
    const emails = store.list(url.searchParams.get('to') ?? undefined);
    return { status: 200, type: 'application/json', body: JSON.stringify({ emails }) };
  }
  const [, messageId = '', form] = /^\/mails\/([\w-]+)(?:\/(raw))?$/.exec(url.pathname) ?? [];
  const raw = store.raw(messageId);
  if (raw !== undefined && form === 'raw') return { status: 200, type: 'text/plain; charset=utf-8', body: raw };
  const mail = store.list().find((one) => one.messageId === messageId);
  return mail === undefined
    ? { ...page('Not found', '<p>There is no such mail. <a href="/">All mails</a></p>'), status: 404 }
    : page(mail.subject, detail(mail));
}

const when = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Kuwait' }).format(at);

function list(mails: StoredMail[]): string {
  const rows = mails.map(
    ({ messageId, at, to, subject, from }) =>
      `<tr><td>${e(when(at))}</td><td><bdi>${e(to.join(', '))}</bdi></td>` +
      `<td><a href="/mails/${messageId}"><bdi>${e(subject) || '(no subject)'}</bdi></a></td><td><bdi>${e(from)}</bdi></td></tr>`,
  );
  if (rows.length === 0) return '<p>No mail has been sent yet.</p>';
  return `<table><thead><tr><th>Kuwait time</th><th>To</th><th>Subject</th><th>From</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function detail(mail: StoredMail): string {
  const facts = [
    ['From', mail.from],
    ['To', mail.to.join(', ')],
    ['Sent', when(mail.at)],
    ['Configuration set', mail.configurationSet ?? '—'],
    [
      'Tags',
      Object.entries(mail.tags)
        .map((pair) => pair.join('='))
        .join(', ') || '—',
    ],
    ['Attachments', mail.attachments.map(({ fileName, bytes }) => `${fileName} (${bytes} bytes)`).join(', ') || '—'],
  ];
  const rows = facts.map(([name = '', value = '']) => `<tr><th>${e(name)}</th><td><bdi>${e(value)}</bdi></td></tr>`);
  // No allow-scripts and no allow-same-origin: a mail can neither run nor reach anything.
  const html = mail.html && `<h2>HTML</h2><iframe sandbox title="HTML of the mail" srcdoc="${e(mail.html)}"></iframe>`;
  const text = mail.text && `<h2>Text</h2><pre dir="auto">${e(mail.text)}</pre>`;
  const headers = mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    `<p><a href="/">All mails</a> · <a href="/mails/${mail.messageId}/raw">Raw</a></p><h1><bdi>${e(mail.subject)}</bdi></h1>` +
    `<table>${rows.join('')}</table>${html ?? ''}${text ?? ''}<h2>Headers</h2><pre dir="auto">${e(headers)}</pre>`
  );
}

const style =
  'body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}table{border-collapse:collapse;width:100%}' +
  'th,td{text-align:start;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}iframe{width:100%;height:30rem;border:1px solid #ccc}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f4;padding:1rem}';

const page = (title: string, body: string): Page => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${e(title)}</title><style>${style}</style></head><body>${body}</body></html>`,
});
