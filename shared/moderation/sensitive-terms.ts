import type { RuleCode } from './policy.ts';

/** Words and phrases of what a person should look at, or what needs a licence or a word more, separated by commas. */
export const sensitiveTerms: Partial<Record<RuleCode, string>> = {
  MEDICAL_AD: `عيادة, عيادات, بوتوكس, فيلر, علاج, يعالج, تنحيف, تكميم, دكتور, طبيب, أسنان, ليزر,
    clinic, botox, filler, dental, dentist, weight loss, laser, liposuction`,
  HEALTH_PRODUCT: 'مكمل, كولاجين, حبوب تخسيس, دواء, أدوية, supplement, collagen, slimming pills',
  FOOD_CLAIM: `يعالج السكري, يعالج السرطان, يعالج الضغط, يشفي من, يشفي, يقضي على السكري, يخفض السكر,
    cures diabetes, cures cancer, heals diabetes, cures`,
  PROMOTION: `خصم, خصومات, تخفيض, تنزيلات, عروض, تصفية, السحب على, سحب على, جوائز, جائزة, هدية, هدايا, مجانا, مجاني,
    discount, sale, giveaway, raffle, prize, free gift, tag 2 friends, tag two friends`,
  FINANCE: `استثمار مضمون, أرباح مضمونة, ربح مضمون, عائد مضمون, دخل مضمون, تداول العملات, تداول الأسهم, تداول, فوركس,
    guaranteed returns, guaranteed profit, forex, trading signals`,
  CRYPTO: 'بيتكوين, بتكوين, عملات رقمية, عملة رقمية, كريبتو, bitcoin, crypto, cryptocurrency, ethereum, usdt',
  VISA_TRADING:
    'فيزا للبيع, فيز للبيع, بيع إقامات, إقامة حرة, فيزا حرة, تأشيرة حرة, تأشيرات للبيع, visa for sale, free visa',
  RUQYA: 'رقية, رقية شرعية, فك السحر, جلب الحبيب, علاج بالقرآن, طرد الجن, ruqyah, ruqya, remove black magic',
  CHARITY_COLLECTION: 'تبرع, تبرعوا, تبرعك, جمع التبرعات, صدقاتكم, donate, donation, fundraiser, fundraising',
  INFLUENCER:
    'بالتعاون مع, برعاية, شراكة مدفوعة, بالشراكة مع, sponsored by, paid partnership, in partnership with, gifted by',
  AD_IDENTITY: 'اطلب الآن, اطلبوا الآن, اطلبه الآن, متوفر للبيع, للبيع, للطلب, order now, shop now, buy now, for sale',
  POLITICS:
    'انتخابات, مرشح مجلس, مجلس الأمة, استجواب, برلمان, حزب سياسي, elections, parliament, political party, vote for',
  DEATH_NEWS: 'وفاة, توفي, توفيت, انتقل إلى رحمة, انتقلت إلى رحمة, إنا لله, passed away, obituary, death of',
  WAR: 'حرب, حروب, قصف, غارة جوية, صواريخ, احتلال, war, airstrike, bombing, missiles, invasion',
  MOURNING: 'حداد وطني, حداد عام, حداد رسمي, عزاء, مأتم, تعازينا, national mourning, condolences, mourning',
};

/** What says that a post is an advertisement. */
export const disclosures = 'إعلان, اعلان مدفوع, ad, advertisement, sponsored, paidpartnership';
