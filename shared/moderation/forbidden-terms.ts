import type { RuleCode } from './policy.ts';

/** Words and phrases of what must not go out, separated by commas. A plural that a word's affixes make is none of its own. */
export const forbiddenTerms: Partial<Record<RuleCode, string>> = {
  RELIGION_INSULT: `يلعن ربك, يلعن دينك, يلعن نبيك, يلعن الله, لعنة على الدين, الله كذاب, النبي كذاب, القرآن كذب,
    fuck allah, fuck islam, damn allah, fuck god, islam is a lie`,
  RULER_INSULT: `يسقط الأمير, الأمير فاسد, الأمير حرامي, يسقط ولي العهد, يسقط الدستور, down with the amir, down with the emir,
    the amir is corrupt`,
  SECTARIAN: 'روافض, رافضي, رافضة, نواصب, ناصبي, مجوسي, مجوس, وهابي, rafidi, rafida, rawafid, safawi',
  STATE_SYMBOL:
    'شعار الدولة, شعار دولة الكويت, صورة الأمير, صور الأمير, state emblem, national emblem, picture of the amir',
  SEXUAL: 'سكس, إباحي, إباحية, أفلام إباحية, بورن, جنسي مثير, porn, porno, sex toys, nudes, sexting',
  ESCORT: 'فتيات ليل, بنات ليل, مرافقات للرجال, خدمات مرافقة, مساج خاص للرجال, escort, call girl, hookup girls',
  DRUGS: `حشيشة, ماريجوانا, كوكايين, هيروين, كبتاجون, كبتاغون, ترامادول, لاريكا, مخدرات, مخدر, الشبو,
    cocaine, heroin, marijuana, hashish, captagon, tramadol, cannabis, meth, weed for sale`,
  WEAPONS: `مسدس, مسدسات, رشاش, رشاشات, كلاشنكوف, ذخيرة, ذخائر, سلاح ناري, أسلحة نارية, سلاح للبيع, بندقية,
    handgun, rifle, ammunition, firearm, kalashnikov, pistol`,
  EXPLOSIVES:
    'متفجرات, متفجر, مفرقعات, ألعاب نارية, قنبلة يدوية, ديناميت, explosives, fireworks, firecrackers, grenade, dynamite',
  TERROR: 'داعش, تنظيم الدولة, داعشي, مبايعة الخليفة, isis, al qaeda, join jihad',
  ALCOHOL: `خمر, خمور, خمرة, ويسكي, فودكا, بيرة, نبيذ, شمبانيا, تكيلا, كحول, مشروبات كحولية, كحولي, كحولية,
    whisky, whiskey, vodka, beer, wine, champagne, tequila, alcohol, alcoholic, liquor, brandy`,
  PORK: 'خنزير, خنازير, لحم الخنزير, pork, bacon, prosciutto, pepperoni pork, salami pork',
  GAMBLING: `قمار, مقامرة, مقامرات, مراهنة, مراهنات, كازينو, يانصيب, روليت, رهان رياضي,
    casino, gambling, gamble, betting, lottery, roulette, poker, sportsbook`,
  TOBACCO_VAPE: `سجائر, سيجارة, تبغ, شيشة, معسل, فيب, نيكوتين, سحبة فيب, فيبات,
    cigarette, tobacco, shisha, hookah, vape, vaping, nicotine, cigar`,
};
