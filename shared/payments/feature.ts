import type { Ids, Permissions, Problems } from '../contract/registration.ts';
import { staffRoles, teamRoles } from '../contract/role.ts';

export const permissions = {
  'plans:read': { scope: 'tenant', roles: teamRoles },
  'billing:read': { scope: 'tenant', roles: ['manager'] },
  'billing:write': { scope: 'tenant', roles: ['manager'] },
  'revenue:read': { scope: 'platform', roles: staffRoles },
  'revenue:write': { scope: 'platform', roles: ['owner'] },
} as const satisfies Permissions;

export const ids = { payment: 'pm', refund: 'rf' } as const satisfies Ids;

export const problems = {
  'plan.not_found': {
    status: 404,
    ar: 'هذه الباقة لم تعد معروضة. حدّث الصفحة واختر غيرها.',
    en: 'This plan is no longer offered. Reload the page and choose another.',
  },
  'plan.limit_reached': {
    status: 409,
    ar: 'بلغت حدّ باقتك. انتقل إلى باقة أكبر من صفحة الاشتراك لتتابع.',
    en: 'You have reached the limit of your plan. Move to a larger one on the billing page to go on.',
  },
  'plan.read_only': {
    status: 409,
    ar: 'انتهى اشتراك نشاطك، فلا يمكن جدولة منشورات جديدة. لم يُحذف شيء: جدّد الاشتراك من صفحة الاشتراك.',
    en: 'The subscription of your business is over, so nothing new can be scheduled. Nothing was deleted: renew it on the billing page.',
  },
  'plan.begins_later': {
    status: 409,
    ar: 'هذه الباقة تبدأ بعد انتهاء المدة المدفوعة، ولا يُدفع شيء اليوم. اخترها لتبدأ في موعدها.',
    en: 'This plan begins when what you paid for is over, and costs nothing today. Choose it to begin then.',
  },
  'payment.not_found': { status: 404, ar: 'لا توجد دفعة بهذا الرقم.', en: 'There is no such payment.' },
  'payment.unavailable': {
    status: 503,
    ar: 'خدمة الدفع لا تجيب الآن. لم يُخصم شيء: أعد المحاولة بعد قليل.',
    en: 'The payment service does not answer right now. Nothing was charged: try again in a moment.',
  },
  'payment.not_set_up': {
    status: 503,
    ar: 'الدفع غير مُعدّ على هذه المنصة بعد. تواصل مع الدعم.',
    en: 'Payments are not set up on this installation yet. Write to support.',
  },
  'payment.refused': {
    status: 409,
    ar: 'لم تقبل خدمة الدفع هذه الطريقة. اختر طريقة أخرى.',
    en: 'The payment service does not take this means of payment. Choose another.',
  },
  'payment.paid_ahead': {
    status: 409,
    ar: 'المدة القادمة مدفوعة من قبل، فلا حاجة إلى الدفع الآن.',
    en: 'The next period is paid already; there is nothing to pay now.',
  },
  'payment.not_refundable': {
    status: 409,
    ar: 'المبلغ أكبر مما بقي من هذه الدفعة، أو أنها لم تُدفع.',
    en: 'The amount is more than what is left of this payment, or it was not paid.',
  },
  'subscription.none': {
    status: 409,
    ar: 'لا يوجد اشتراك ساري لتغييره. اختر باقة أولًا.',
    en: 'There is no running subscription to change. Choose a plan first.',
  },
  'subscription.changed': {
    status: 409,
    ar: 'تغيّر الاشتراك قبل لحظات. حدّث الصفحة لترى الحالة الآن.',
    en: 'The subscription changed a moment ago. Reload the page to see how things stand.',
  },
  'invoice.not_found': { status: 404, ar: 'لا توجد فاتورة بهذا الرقم.', en: 'There is no such invoice.' },
} as const satisfies Problems;
