import type { Ids, Permissions, Problems } from '../contract/registration.ts';
import { teamRoles } from '../contract/role.ts';

export const permissions = {
  'media:read': { scope: 'tenant', roles: teamRoles },
  'media:write': { scope: 'tenant', roles: ['manager', 'editor'] },
} as const satisfies Permissions;

export const ids = { media: 'md' } as const satisfies Ids;

export const problems = {
  'media.not_found': {
    status: 404,
    ar: 'هذه الصورة لم تعد موجودة. اختر غيرها.',
    en: 'This image no longer exists. Choose another.',
  },
  'media.not_framable': {
    status: 409,
    ar: 'لا يمكن وضع هذه الصورة في إطار. ارفعها مرة أخرى.',
    en: 'This image cannot be framed. Upload it again, then frame it.',
  },
  'media.busy': {
    status: 409,
    ar: 'شخص آخر يغيّر هذه الصورة الآن. حاول بعد قليل.',
    en: 'Somebody else is changing this image right now. Try again in a moment.',
  },
  'media.not_uploaded': {
    status: 409,
    ar: 'لم يصل الملف بعد. أعد رفعه.',
    en: 'The file has not arrived yet. Upload it again.',
  },
  'media.in_use': {
    status: 409,
    ar: 'الصورة مستعملة في منشور لم يُنشر بعد. أزلها من المنشور أولًا.',
    en: 'This image is used by a post that has not gone out. Take it out of the post first.',
  },
} as const satisfies Problems;
