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
  'media.unreadable': {
    status: 422,
    ar: 'الملف ليس صورة JPEG أو PNG أو WebP سليمة. جرّب ملفًا آخر.',
    en: 'The file is not a complete JPEG, PNG or WebP image. Try another file.',
  },
  'media.too_large': {
    status: 422,
    ar: 'الصورة أكبر من الحد المسموح. صغّرها وأعد رفعها.',
    en: 'The image is too large. Make it smaller and upload it again.',
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
