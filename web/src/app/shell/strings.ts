import { product } from '#shared/contract/product.ts';
import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  product,
  skip: { ar: 'انتقل إلى المحتوى', en: 'Skip to content' },
  navigation: { ar: 'الصفحات', en: 'Pages' },
  more: { ar: 'المزيد', en: 'More' },
  newPost: { ar: 'منشور جديد', en: 'New post' },
  account: { ar: 'حسابك: {name}', en: 'Your account: {name}' },
  toLight: { ar: 'المظهر الفاتح', en: 'Light theme' },
  toDark: { ar: 'المظهر الداكن', en: 'Dark theme' },
  shortcuts: { ar: 'اختصارات لوحة المفاتيح', en: 'Keyboard shortcuts' },
  signOut: { ar: 'تسجيل الخروج', en: 'Sign out' },
  signOutEverywhere: { ar: 'تسجيل الخروج من كل الأجهزة', en: 'Sign out on all devices' },
  otherLanguage: { ar: 'English', en: 'العربية' },
  staff: { ar: 'فريق المنصة', en: 'Platform staff' },
});
