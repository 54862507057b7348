import { defineStrings } from '../../../lib/i18n.ts';

export const variantStrings = defineStrings({
  title: { ar: 'لكل حساب على حدة', en: 'For each account' },
  own: { ar: 'نص مختلف لهذا الحساب', en: 'Another text for this account' },
  text: { ar: 'النص على {account}', en: 'Text on {account}' },
  threadHint: {
    ar: 'سطر فيه --- وحده يبدأ المنشور التالي من السلسلة.',
    en: 'A line of --- alone begins the next post of a thread.',
  },
  linkPrice: {
    ar: 'فيه رابط: يكلّف {price} دولار بدل {plain} على {network} (أسعار {date}).',
    en: 'It has a link: it costs {price} US dollars instead of {plain} on {network} (prices of {date}).',
  },
  kind: { ar: 'يُنشر على شكل', en: 'Published as' },
  usual: { ar: 'منشور عادي', en: 'A usual post' },
  asName: { ar: 'تنشر باسم {name}', en: 'You post as {name}' },
  asking: { ar: 'نسأل {network} عمّا يتيحه الحساب…', en: 'Asking {network} what the account offers…' },
  notAsked: {
    ar: 'لم يجب {network} الآن. اختر، ونتأكد قبل النشر.',
    en: '{network} did not answer. Choose, and we check before it goes out.',
  },
  switchedOff: { ar: 'مغلق في إعدادات الحساب', en: 'switched off in the account’s settings' },
  agree: { ar: 'بالنشر توافق على:', en: 'By posting you agree to:' },
  mendTitle: { ar: 'تصحيح المنشور على {account}', en: 'Correct the post on {account}' },
  mendHint: {
    ar: 'يتغيّر هنا فقط. ما نُشر على الحسابات الأخرى يبقى كما هو.',
    en: 'It changes here alone. What is out on other accounts stays as it is.',
  },
  send: { ar: 'أرسله', en: 'Send it' },
});
