import type { RuleCode } from '#shared/moderation/policy.ts';

/** Of each rule: Arabic and English words that it is about, and sentences around them. `{}` is the word's place. */
export const strictWords: Readonly<
  Record<Exclude<RuleCode, 'PERSONAL_DATA'>, { ar: readonly string[]; en: readonly string[] }>
> = {
  RELIGION_INSULT: { ar: ['يلعن دينك'], en: ['fuck islam'] },
  RULER_INSULT: { ar: ['يسقط الأمير'], en: ['down with the amir'] },
  SECTARIAN: { ar: ['روافض', 'نواصب'], en: ['rafidi'] },
  STATE_SYMBOL: { ar: ['شعار الدولة'], en: ['state emblem'] },
  SEXUAL: { ar: ['سكس', 'إباحية'], en: ['porn'] },
  ESCORT: { ar: ['فتيات ليل'], en: ['call girls'] },
  DRUGS: { ar: ['كوكايين', 'ماريجوانا'], en: ['cocaine'] },
  WEAPONS: { ar: ['كلاشنكوف', 'ذخيرة'], en: ['ammunition'] },
  EXPLOSIVES: { ar: ['متفجرات', 'مفرقعات'], en: ['fireworks'] },
  TERROR: { ar: ['داعش'], en: ['join jihad'] },
  ALCOHOL: { ar: ['خمر', 'ويسكي'], en: ['vodka', 'wine'] },
  PORK: { ar: ['خنزير'], en: ['pork'] },
  GAMBLING: { ar: ['كازينو', 'مراهنات', 'قمار'], en: ['casino'] },
  TOBACCO_VAPE: { ar: ['سجائر', 'شيشة'], en: ['cigarettes', 'vape'] },
  MEDICAL_AD: { ar: ['بوتوكس', 'عيادة'], en: ['botox'] },
  HEALTH_PRODUCT: { ar: ['كولاجين', 'مكملات'], en: ['supplements'] },
  FOOD_CLAIM: { ar: ['يشفي'], en: ['cures cancer'] },
  PROMOTION: { ar: ['خصم', 'تنزيلات', 'جوائز'], en: ['discount', 'giveaway'] },
  FINANCE: { ar: ['استثمار مضمون'], en: ['forex'] },
  CRYPTO: { ar: ['بيتكوين'], en: ['bitcoin'] },
  VISA_TRADING: { ar: ['فيزا للبيع'], en: ['visa for sale'] },
  RUQYA: { ar: ['رقية'], en: ['ruqyah'] },
  CHARITY_COLLECTION: { ar: ['تبرعات'], en: ['donations'] },
  INFLUENCER: { ar: ['برعاية'], en: ['paid partnership'] },
  AD_IDENTITY: { ar: ['اطلب الآن'], en: ['order now'] },
  POLITICS: { ar: ['انتخابات', 'استجواب'], en: ['elections'] },
  DEATH_NEWS: { ar: ['توفي', 'وفاة'], en: ['passed away'] },
  WAR: { ar: ['قصف', 'حرب'], en: ['airstrike'] },
  MOURNING: { ar: ['حداد وطني'], en: ['condolences'] },
};

export const frames = { ar: 'مساء الخير يا أهل الكويت، عندنا {} اليوم', en: 'Good evening Kuwait, we have {} today' };

/** Arabic in Latin letters: what a person should look at, never more. */
export const arabiziLines: readonly (readonly [RuleCode, string])[] = [
  ['ALCOHOL', 'andna 5amr elyoum'],
  ['ALCOHOL', '3indi khamr'],
  ['PORK', 'la7m khanzir'],
  ['PORK', '5anzeer taza'],
  ['GAMBLING', 'le3bat qmar'],
  ['DRUGS', 'a7la 7ashisha'],
  ['DRUGS', 'mukhadir 9afi'],
  ['WEAPONS', 'tha5eera dha5ira'],
  ['EXPLOSIVES', 'mufarqa3at'],
  ['TERROR', 'da3esh'],
  ['SECTARIAN', 'rafi9i rafi6i rwafi5'],
  ['TOBACCO_VAPE', 'tabgh zain'],
];
