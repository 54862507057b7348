import { captionLength, hashtagsIn, mentionsIn } from './counting.ts';
import type { Answers, KindRules, Network } from './network.ts';

/** Of a photo post: we put its text where TikTok has room for it. */
const photo = {
  caption: { max: 4000 },
  mediaCount: { min: 1, max: 35 },
  image: { tallest: [9, 32], widest: [32, 9], minWidth: 360, maxBytes: 20_000_000 },
} as const satisfies KindRules;

/** Figures from the fact sheet of November 2026; options as TikTok's audit demands them: none is preselected. */
export const tiktok = {
  names: { ar: 'تيك توك', en: 'TikTok' },
  outline: 'M14 3v12.5a3.5 3.5 0 1 1-3.5-3.5M14 3c.4 3 2.4 5 5.5 5.2',
  kinds: {
    photo,
    draft: {
      ...photo,
      onRequest: {
        ar: 'مسودة تكملها في تطبيق تيك توك',
        en: 'A draft that you finish in the TikTok app',
      },
    },
  },
  counting: { length: captionLength, hashtags: hashtagsIn, mentions: mentionsIn },
  options: [
    {
      name: 'privacy',
      label: { ar: 'من يرى المنشور', en: 'Who can see it' },
      kinds: ['photo'],
      required: true,
      choices: [
        { value: 'PUBLIC_TO_EVERYONE', label: { ar: 'الجميع', en: 'Everyone' } },
        { value: 'FOLLOWER_OF_CREATOR', label: { ar: 'المتابعون', en: 'Followers' } },
        { value: 'MUTUAL_FOLLOW_FRIENDS', label: { ar: 'الأصدقاء', en: 'Friends' } },
        { value: 'SELF_ONLY', label: { ar: 'أنا فقط', en: 'Only me' } },
      ],
    },
    { name: 'comments', label: { ar: 'السماح بالتعليق', en: 'Allow comments' }, kinds: ['photo'] },
    { name: 'music', label: { ar: 'إضافة موسيقى تلقائيًا', en: 'Add music automatically' }, kinds: ['photo'] },
    {
      name: 'disclose',
      label: { ar: 'المحتوى يروّج لجهة أو منتج', en: 'It promotes a brand or product' },
      kinds: ['photo'],
    },
    {
      name: 'ownBrand',
      label: { ar: 'نشاطك أنت', en: 'Your brand' },
      under: 'disclose',
      hint: { ar: 'يُعلَّم «محتوى ترويجي».', en: 'It is labelled “Promotional content”.' },
    },
    {
      name: 'branded',
      label: { ar: 'جهة أخرى مقابل أجر', en: 'Branded content' },
      under: 'disclose',
      hint: { ar: 'يُعلَّم «شراكة مدفوعة».', en: 'It is labelled “Paid partnership”.' },
    },
    { name: 'aiMade', label: { ar: 'صُنع بالذكاء الاصطناعي', en: 'Made with AI' }, kinds: ['photo'] },
  ],
  optionsAmiss: ({ disclose, ownBrand, branded, privacy }: Answers): string[] => [
    ...(disclose === 'on' && ownBrand !== 'on' && branded !== 'on' ? ['disclose'] : []),
    ...(disclose === 'on' && branded === 'on' && privacy === 'SELF_ONLY' ? ['privacy'] : []),
  ],
  agreements: ({ disclose, branded }: Answers) => [
    {
      label: { ar: 'تأكيد استخدام الموسيقى', en: 'Music Usage Confirmation' },
      url: 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en',
    },
    ...(disclose === 'on' && branded === 'on'
      ? [
          {
            label: { ar: 'سياسة المحتوى المدفوع', en: 'Branded Content Policy' },
            url: 'https://www.tiktok.com/legal/page/global/bc-policy/en',
          },
        ]
      : []),
  ],
  asksAccount: true,
  hosts: { www: 'https://www.tiktok.com', api: 'https://open.tiktokapis.com' },
  secret: ['clientKey', 'clientSecret'],
  scopes: {
    asked: ['user.info.basic', 'user.info.profile', 'user.info.stats', 'video.list', 'video.publish', 'video.upload'],
    required: ['user.info.basic', 'user.info.profile', 'video.publish'],
  },
  revokes: true,
  callback: { tail: '' },
  profile: 'https://www.tiktok.com/@{username}',
  account: {
    ar: 'أي حساب على تيك توك. إلى أن يراجع تيك توك تطبيقنا، لا ينشر إلا على الحسابات الخاصة ولك وحدك.',
    en: 'Any account on TikTok. Until TikTok has audited our app, it publishes only on private accounts, and only for you to see.',
  },
} as const satisfies Network;
