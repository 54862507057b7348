import type { Reply } from '#cloud/outside/sandbox.ts';
import { escaped, pageOf } from '../instagram/page.ts';
import type { SandboxShop } from './shops.ts';

type Params = Readonly<Record<string, string>>;
export type Consent = {
  /** The name of the network, in Arabic and English. */
  network: readonly [ar: string, en: string];
  /** Where the form is sent. */
  action: string;
  shops: readonly SandboxShop[];
  scopes: readonly string[];
  base: string;
};

const both = (ar: string, en: string): string =>
  `<span lang="ar" dir="rtl">${ar}</span><span lang="en" dir="ltr">${en}</span>`;

export const html = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
});

/** Loopback addresses over http, anything over https: what a developer would have registered. */
export function isRedirect(text: string | undefined): text is string {
  if (!text || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
}

/**
 * The consent page of a network. A person chooses an account and allows or refuses; a script posts the same form: the
 * query it came with, plus `account` and `decision=allow|deny`, and `withhold=<scope>` to grant less.
 */
export function consentPage(params: Params, { network: [ar, en], action, shops, scopes, base }: Consent): Reply {
  const hidden = Object.entries(params)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('');
  const choices = shops
    .map(
      ({ id, nameAr, username }, index) =>
        `<label class="account"><input type="radio" name="account" value="${id}"${index === 0 ? ' checked' : ''}>` +
        `<img src="${base}/pictures/${id}.svg" alt="" width="52" height="52"><span><b dir="rtl">${nameAr}</b>` +
        `<span dir="ltr">@${username}</span></span></label>`,
    )
    .join('');
  const asked = scopes.map((scope) => `<li dir="ltr">${escaped(scope)}</li>`).join('');
  return html(
    pageOf(
      `ربط حساب ${ar} · Connect ${en}`,
      `<form method="post" action="${action}" class="card">${hidden}
<p class="badge">${both(`بيئة تجريبية، ليست ${ar}`, `Sandbox, not the real ${en}`)}</p>
<h1>${both('السماح لـ«كويت سوشال» بالنشر نيابةً عنك؟', 'Allow Kuwait Social to publish for you?')}</h1>
<fieldset><legend>${both('اختر الحساب', 'Choose an account')}</legend>${choices}</fieldset>
<p>${both('سيتمكن التطبيق من:', 'The app will be able to:')}</p><ul>${asked}</ul>
<div class="actions"><button name="decision" value="allow" class="primary">${both('السماح', 'Allow')}</button>
<button name="decision" value="deny">${both('رفض', 'Refuse')}</button></div></form>`,
    ),
  );
}

/** What a network shows instead of sending the browser back when the request itself is wrong. */
export const refusalPage = (message: string): Reply =>
  html(
    pageOf(
      'خطأ · Error',
      `<div class="card"><h1>${both('تعذّر إكمال الطلب', 'The request could not be completed')}</h1><p dir="ltr">${escaped(message)}</p></div>`,
    ),
    400,
  );

/** Sends the browser back to where it came from, with what was decided. */
export function sentBack(redirect: string, values: Readonly<Record<string, string | undefined>>): Reply {
  const back = new URL(redirect);
  for (const [name, value] of Object.entries(values)) if (value !== undefined) back.searchParams.set(name, value);
  return { status: 303, headers: { location: String(back) }, body: '' };
}
