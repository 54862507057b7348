import type { Ids, Permissions, Problems } from '../contract/registration.ts';
import { teamRoles } from '../contract/role.ts';

export const permissions = {
  'templates:read': { scope: 'tenant', roles: teamRoles },
  'templates:write': { scope: 'tenant', roles: ['manager', 'editor'] },
} as const satisfies Permissions;

export const ids = { template: 'tp' } as const satisfies Ids;

export const problems = {
  'template.not_found': {
    status: 404,
    ar: 'لم يعد هذا القالب موجودًا. أعد تحميل الصفحة.',
    en: 'This template no longer exists. Reload the page.',
  },
  'template.changed': {
    status: 409,
    ar: 'تغيّر القالب منذ فتحته. أعد تحميل الصفحة لترى آخر نسخة.',
    en: 'The template has changed since you opened it. Reload the page to see it as it is now.',
  },
  'template.empty': {
    status: 422,
    ar: 'اكتب نص القالب بالعربية أو بالإنجليزية.',
    en: 'Write the text of the template, in Arabic or in English.',
  },
  'template.too_long': {
    status: 422,
    ar: 'نص القالب أطول من الحد المسموح (10 كيلوبايت). اختصره.',
    en: 'The text of the template is longer than 10 KB. Make it shorter.',
  },
  'template.stray_brace': {
    status: 422,
    ar: 'في النص قوس معقوف ليس جزءًا من متغيّر. احذفه، أو اكتب اسم المتغيّر بين قوسين.',
    en: 'The text has a brace that belongs to no variable. Take it out, or write the name of a variable in braces.',
  },
  'template.unknown_variable': {
    status: 422,
    ar: 'في النص متغيّر غير معرَّف. عرّفه أو احذفه.',
    en: 'The text has a variable that is not described. Describe it, or take it out.',
  },
  'template.named_twice': {
    status: 422,
    ar: 'متغيّران لهما الاسم نفسه. غيّر اسم أحدهما.',
    en: 'Two variables have the same name. Give one of them another.',
  },
  'template.circular_default': {
    status: 422,
    ar: 'قيمة تلقائية تعتمد على نفسها. غيّرها.',
    en: 'A default needs itself. Change it.',
  },
  'template.default_unfit': {
    status: 422,
    ar: 'قيمة تلقائية لا تناسب نوع المتغيّر، أو خيارات ناقصة. راجعها.',
    en: 'A default does not fit the kind of its variable, or choices are missing. Check them.',
  },
} as const satisfies Problems;
