import type { SandboxAccount } from './accounts.ts';
import { escaped, pageOf } from './page.ts';

const SCOPES: Record<string, readonly [ar: string, en: string]> = {
  instagram_business_basic: ['قراءة الملف الشخصي والمنشورات', 'Read the profile and its posts'],
  instagram_business_content_publish: ['نشر الصور والفيديو', 'Publish photos and videos'],
  instagram_business_manage_comments: ['إدارة التعليقات', 'Manage comments'],
  instagram_business_manage_insights: ['قراءة الإحصاءات', 'Read insights'],
};

const both = (ar: string, en: string): string =>
  `<span lang="ar" dir="rtl">${ar}</span><span lang="en" dir="ltr">${en}</span>`;

/**
 * The consent page. A person chooses an account and allows or refuses; a script posts the same form:
 * the query it came with, plus `account` and `decision=allow|deny`.
 */
export function consentPage(
  params: Readonly<Record<string, string>>,
  accounts: readonly SandboxAccount[],
  base: string,
): string {
  const hidden = Object.entries(params)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('');
  const choices = accounts
    .map(
      (account, index) =>
        `<label class="account"><input type="radio" name="account" value="${account.id}"${
          index === 0 ? ' checked' : ''
        }><img src="${base}/pictures/${account.id}.svg" alt="" width="52" height="52"><span><b dir="rtl">${
          account.nameAr
        }</b><span dir="ltr">@${account.username}</span></span></label>`,
    )
    .join('');
  const asked = (params.scope ?? '')
    .split(',')
    .map((scope) => `<li>${both(...(SCOPES[scope] ?? [escaped(scope), escaped(scope)]))}</li>`)
    .join('');
  return pageOf(
    'ربط حساب إنستغرام · Connect Instagram',
    `<form method="post" action="${base}/www/oauth/authorize" class="card">${hidden}
<p class="badge">${both('بيئة تجريبية، ليست إنستغرام الحقيقي', 'Sandbox, not the real Instagram')}</p>
<h1>${both('السماح لـ«كويت سوشال» بالنشر نيابةً عنك؟', 'Allow Kuwait Social to publish for you?')}</h1>
<fieldset><legend>${both('اختر الحساب', 'Choose an account')}</legend>${choices}</fieldset>
<p>${both('سيتمكن التطبيق من:', 'The app will be able to:')}</p><ul>${asked}</ul>
<div class="actions"><button name="decision" value="allow" class="primary">${both('السماح', 'Allow')}</button>
<button name="decision" value="deny">${both('رفض', 'Refuse')}</button></div></form>`,
  );
}

/** What Instagram shows instead of sending the browser back when the request itself is wrong. */
export const noticePage = (message: string): string =>
  pageOf(
    'خطأ · Error',
    `<div class="card"><h1>${both('تعذّر إكمال الطلب', 'The request could not be completed')}</h1><p dir="ltr">${escaped(
      message,
    )}</p></div>`,
  );
