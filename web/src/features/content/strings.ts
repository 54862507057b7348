import type { RuleCode } from '#shared/moderation/policy.ts';
import { defineStrings, type Phrase } from '../../lib/i18n.ts';

/** What each rule is about. */
export const ruleNames = defineStrings({
  RELIGION_INSULT: { ar: 'الإساءة إلى الدين', en: 'insult to religion' },
  RULER_INSULT: { ar: 'الإساءة إلى الأمير أو الدستور', en: 'insult to the Amir or the constitution' },
  SECTARIAN: { ar: 'إثارة الطائفية', en: 'sectarian language' },
  STATE_SYMBOL: { ar: 'رموز الدولة', en: 'state symbols' },
  SEXUAL: { ar: 'محتوى جنسي', en: 'sexual content' },
  ESCORT: { ar: 'خدمات المرافقة', en: 'escort services' },
  DRUGS: { ar: 'المخدرات', en: 'drugs' },
  WEAPONS: { ar: 'الأسلحة', en: 'weapons' },
  EXPLOSIVES: { ar: 'المتفجرات والألعاب النارية', en: 'explosives and fireworks' },
  TERROR: { ar: 'الإرهاب', en: 'terrorism' },
  ALCOHOL: { ar: 'الخمور', en: 'alcohol' },
  PORK: { ar: 'لحم الخنزير', en: 'pork' },
  GAMBLING: { ar: 'القمار والمراهنات', en: 'gambling' },
  TOBACCO_VAPE: { ar: 'التبغ والتدخين الإلكتروني', en: 'tobacco and vaping' },
  MEDICAL_AD: { ar: 'إعلان طبي', en: 'medical advertising' },
  HEALTH_PRODUCT: { ar: 'منتج صحي', en: 'health product' },
  FOOD_CLAIM: { ar: 'ادعاء علاجي', en: 'claim to cure' },
  PROMOTION: { ar: 'عرض ترويجي', en: 'promotion' },
  FINANCE: { ar: 'استثمار وتمويل', en: 'investment and finance' },
  CRYPTO: { ar: 'عملات رقمية', en: 'cryptocurrency' },
  VISA_TRADING: { ar: 'الاتجار بالإقامات', en: 'visa trading' },
  RUQYA: { ar: 'الرقية والعلاج الروحي', en: 'spiritual healing' },
  CHARITY_COLLECTION: { ar: 'جمع التبرعات', en: 'collecting donations' },
  INFLUENCER: { ar: 'شراكة مدفوعة', en: 'paid partnership' },
  AD_IDENTITY: { ar: 'بيانات الإعلان', en: 'who advertises' },
  POLITICS: { ar: 'السياسة', en: 'politics' },
  DEATH_NEWS: { ar: 'خبر وفاة', en: 'news of a death' },
  WAR: { ar: 'الحرب', en: 'war' },
  MOURNING: { ar: 'الحداد والعزاء', en: 'mourning' },
  PERSONAL_DATA: { ar: 'بيانات شخصية', en: 'personal data' },
}) satisfies Record<RuleCode, Phrase>;

const takeOut = { ar: 'احذفها ليُنشر المنشور.', en: 'Take this out so that the post can go out.' };
const takeCare = {
  ar: 'موضوع حساس: تأكد من أن النشر مناسب ومسموح.',
  en: 'This is sensitive: make sure that publishing it is fitting and allowed.',
};
const licensed = {
  ar: 'يحتاج إلى ترخيص من الجهة المختصة. تأكد منه قبل النشر.',
  en: 'This needs a licence from the authority. Make sure of it before you publish.',
};

/** What to do about each rule. */
export const ruleSteps = defineStrings({
  ...{ RELIGION_INSULT: takeOut, RULER_INSULT: takeOut, SECTARIAN: takeOut, STATE_SYMBOL: takeOut, SEXUAL: takeOut },
  ...{ ESCORT: takeOut, DRUGS: takeOut, WEAPONS: takeOut, EXPLOSIVES: takeOut, TERROR: takeOut, ALCOHOL: takeOut },
  ...{ PORK: takeOut, GAMBLING: takeOut, TOBACCO_VAPE: takeOut },
  MEDICAL_AD: {
    ar: 'يحتاج إلى ترخيص إعلان من وزارة الصحة. تأكد منه قبل النشر.',
    en: 'This needs an advertising licence of the Ministry of Health. Make sure of it before you publish.',
  },
  HEALTH_PRODUCT: {
    ar: 'اذكر رقمي الترخيص: وزارة الصحة وتفتيش الأدوية.',
    en: 'Show both licence numbers: Ministry of Health and Drug Inspection.',
  },
  FOOD_CLAIM: {
    ar: 'لا تقل إن الطعام أو المنتج يعالج مرضًا بلا موافقة وزارة الصحة.',
    en: 'Do not say that food or a product cures without approval of the Ministry of Health.',
  },
  PROMOTION: {
    ar: 'تأكد من ترخيص وزارة التجارة للعرض، واحتفظ برقمه.',
    en: 'Make sure that the Ministry of Commerce licensed the promotion, and keep its number.',
  },
  ...{ FINANCE: licensed, CRYPTO: licensed, VISA_TRADING: licensed, RUQYA: licensed, CHARITY_COLLECTION: licensed },
  INFLUENCER: {
    ar: 'أضف كلمة «إعلان» أو وسم ‎#اعلان.',
    en: 'Say that it is an advertisement, for example with #ad.',
  },
  AD_IDENTITY: {
    ar: 'أضف السعر أو وسيلة للتواصل معك.',
    en: 'Add the price or a way to reach you.',
  },
  ...{ POLITICS: takeCare, DEATH_NEWS: takeCare, WAR: takeCare, MOURNING: takeCare },
  PERSONAL_DATA: {
    ar: 'يبدو رقمًا مدنيًا. احذفه إن كان لشخص.',
    en: 'This looks like a civil ID number. Take it out if it is somebody’s.',
  },
}) satisfies Record<RuleCode, Phrase>;

export const strings = defineStrings({
  notes: { ar: 'ملاحظات قواعد النشر', en: 'Notes on the rules for posts' },
  blocked: { ar: 'ممنوع ({rule}): {words}.', en: 'Not allowed ({rule}): {words}.' },
  reviewed: { ar: 'يحتاج إلى مراجعتك ({rule}): {words}.', en: 'Check this ({rule}): {words}.' },
  advised: { ar: 'للعلم ({rule}): {words}.', en: 'Please note ({rule}): {words}.' },
  noMedicalPrice: {
    ar: 'لا تُذكر أسعار العلاج ولا الخصومات خارج العيادة. احذف السعر أو الخصم.',
    en: 'Prices and discounts of treatments may not be told outside the clinic. Take the price or discount out.',
  },
});
