import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MailStore, StoredMail } from './store.ts';

/** `/` shows the mail, `/store` gives it as JSON (`?to=` for one address), `/mail/{id}` is one mail's HTML alone. */
export function answerViewer(store: MailStore, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const send = (status: number, type: string, body: string, headers: Record<string, string> = {}) => {
    response.writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'x-content-type-options': 'nosniff',
      ...headers,
    });
    response.end(body);
  };
  if (url.pathname === '/store')
    return send(200, 'application/json', JSON.stringify(store.list(url.searchParams.get('to') ?? undefined)));
  if (url.pathname === '/') return send(200, 'text/html', page(store.list()));
  const messageId = /^\/mail\/([\w-]+)$/.exec(url.pathname)?.[1];
  const mail = store.list().find((one) => one.messageId === messageId);
  if (!mail) return send(404, 'text/plain', 'No such mail');
  // The mail is foreign text: no scripts, no loading, no origin.
  send(200, 'text/html', mail.html || `<pre>${escaped(mail.text)}</pre>`, {
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups",
  });
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const entry = ({ messageId, at, sender, to, subject, html, text, raw }: StoredMail) => `
<details><summary><b dir="auto">${escaped(subject)}</b> <span dir="ltr">${escaped(to.join(', '))}</span> <time>${new Date(at).toISOString()}</time></summary>
<p dir="ltr">${escaped(sender)} → ${escaped(to.join(', '))}</p>
${html ? `<iframe sandbox title="${escaped(subject)}" src="/mail/${messageId}"></iframe>` : ''}
${text ? `<pre dir="auto">${escaped(text)}</pre>` : ''}
${raw ? `<details><summary>MIME</summary><pre dir="ltr">${escaped(raw)}</pre></details>` : ''}
</details>`;

const page = (mails: StoredMail[]) => `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>البريد المحلي · Local mail</title>
<style>body{font:16px/1.7 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem;background:#f4f7f7;color:#12302f}
details{background:#fff;border:1px solid #d5dfde;border-radius:.75rem;margin:.5rem 0;padding:.75rem 1rem}summary{cursor:pointer}
summary span,summary time{color:#4a6361;margin-inline-start:.75rem;font-size:.875rem}iframe{width:100%;height:26rem;border:0;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
<h1>البريد المحلي · Local mail</h1>${mails.length === 0 ? '<p>لا رسائل بعد. · No mail yet.</p>' : mails.map(entry).join('')}`;
