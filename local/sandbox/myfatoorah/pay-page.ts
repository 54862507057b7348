import type { Reply } from '#cloud/outside/sandbox.ts';
import { escaped, pageOf } from '../instagram/page.ts';
import { padded } from './envelope.ts';
import type { Invoice } from './invoices.ts';

const both = (ar: string, en: string): string =>
  `<span lang="ar" dir="rtl">${ar}</span><span lang="en" dir="ltr">${en}</span>`;

const html = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
});

/** What a person can have happen to a payment: it succeeds, fails for a reason, is cancelled, or nothing comes of it. */
export const outcomes = {
  success: ['دفع ناجح', 'Payment succeeds'],
  MF004: ['رصيد غير كافٍ', 'Insufficient funds'],
  MF002: ['رفض البنك', 'Declined by the bank'],
  cancel: ['إلغاء من العميل', 'Cancelled by the customer'],
} as const satisfies Record<string, readonly [ar: string, en: string]>;

/** The page to pay on, as the customer sees it. KNET's card of the documents is said, so that people can try. */
export function payPage(invoice: Invoice, base: string): Reply {
  if (invoice.status !== 'Pending') return notice('هذه الفاتورة مدفوعة أو ملغاة', 'This invoice is paid or cancelled');
  const button = ([outcome, [ar, en]]: [string, readonly [string, string]]) =>
    `<button name="outcome" value="${outcome}"${outcome === 'success' ? ' class="primary"' : ''}>${both(ar, en)}</button>`;
  return html(
    pageOf(
      'MyFatoorah sandbox',
      `<form method="post" action="${base}/pay/${invoice.id}" class="card">
<p class="badge">${both('بيئة تجريبية، لا يُخصم أي مبلغ', 'Sandbox, no money moves')}</p>
<h1><bdi dir="ltr">KWD ${padded(invoice.fils)}</bdi></h1><p dir="auto">${escaped(invoice.customerName)}</p>
<fieldset><legend>${both('طريقة الدفع', 'How to pay')}</legend>
<label class="account"><input type="radio" name="gateway" value="KNET" checked><span><b>KNET</b><span dir="ltr">8888880000000001 · 09/30</span></span></label>
<label class="account"><input type="radio" name="gateway" value="VISA/MASTER"><span><b>VISA / MASTER</b><span dir="ltr">4508750015741019</span></span></label></fieldset>
<div class="actions" style="flex-direction:column">${Object.entries(outcomes).map(button).join('')}</div></form>`,
    ),
  );
}

export const notice = (ar: string, en: string, status = 200): Reply =>
  html(pageOf('MyFatoorah sandbox', `<div class="card"><h1>${both(ar, en)}</h1></div>`), status);
