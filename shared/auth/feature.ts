import type { Ids, Permissions, Problems } from '../contract/registration.ts';
import { roles } from '../contract/role.ts';

export const permissions = {
  'self:read': { scope: 'self', roles },
  'self:write': { scope: 'self', roles },
  'staff:create': { scope: 'platform', roles: ['owner'] },
} as const satisfies Permissions;

export const ids = { user: 'us' } as const satisfies Ids;

export const problems = {
  'auth.required': { status: 401, ar: 'سجّل الدخول أولًا.', en: 'Sign in first.' },
  'auth.expired': { status: 401, ar: 'انتهت جلستك. سجّل الدخول من جديد.', en: 'Your session has ended. Sign in again.' },
  'auth.unsigned': {
    status: 401,
    ar: 'توقيع هذا الطلب ناقص أو غير صحيح.',
    en: 'The signature of this request is missing or wrong.',
  },
  'auth.failed': {
    status: 401,
    ar: 'البريد الإلكتروني أو كلمة المرور غير صحيحة.',
    en: 'The e-mail address or the password is wrong.',
  },
  'auth.suspended': {
    status: 403,
    ar: 'هذا الحساب موقوف. تواصل مع الدعم لإعادة تفعيله.',
    en: 'This account is suspended. Contact support to have it reopened.',
  },
  'auth.code_wrong': {
    status: 422,
    ar: 'الرمز غير صحيح أو انتهت صلاحيته. اطلب رمزًا جديدًا وأعد المحاولة.',
    en: 'The code is wrong or has expired. Ask for a new one and try again.',
  },
  'auth.password_weak': {
    status: 422,
    ar: 'كلمة المرور ضعيفة. اختر كلمة أطول تجمع حروفًا كبيرة وصغيرة وأرقامًا ورموزًا.',
    en: 'The password is too weak. Choose a longer one with upper and lower case letters, digits and symbols.',
  },
  'auth.unavailable': {
    status: 503,
    ar: 'تعذّر علينا التحقق من جلستك الآن. جلستك باقية كما هي؛ أعد المحاولة بعد قليل.',
    en: 'We could not check your session right now. You are still signed in; try again in a moment.',
    api: 'Who is calling could not be checked right now.',
  },
  'auth.forbidden': {
    status: 403,
    ar: 'دورك لا يسمح بهذا. اطلب ذلك من مدير النشاط.',
    en: 'Your role does not allow this. Ask the manager of your business.',
  },
} as const satisfies Problems;
