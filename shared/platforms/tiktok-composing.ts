import { captionLength, hashtagsIn, mentionsIn } from './counting.ts';
import type { Composing } from './network.ts';

/** Options as TikTok's audit demands them: none is preselected. */
export const tiktokComposing: Composing = {
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
  optionsAmiss: ({ disclose, ownBrand, branded, privacy }) => [
    ...(disclose === 'on' && ownBrand !== 'on' && branded !== 'on' ? ['disclose'] : []),
    ...(disclose === 'on' && branded === 'on' && privacy === 'SELF_ONLY' ? ['privacy'] : []),
  ],
  agreements: ({ disclose, branded }) => [
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
};
