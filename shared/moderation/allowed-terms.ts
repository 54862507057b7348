/**
 * What looks like a term and is innocent, separated by commas. It is looked for first; a hit inside of it is none. A
 * word is allowed with its affixes, too.
 */
export const allowedTerms = `
  تبغي, تبغين, تبغون, ورقي, ورقية, الله يشفي, مكملين, بتكوين فريق, بتكوين علاقات, بنات ليلى, نيو بورن,
  التوفي, صوص توفي, كيك توفي, آيسكريم توفي, حلاوة توفي, توفي إنجليزي, توفي كراميل,
  صورة الأميرة, صور الأميرة, صورة الأميرات, صور الأميرات, صورة الأمير الصغير, صور الأمير الصغير,
  روبيان ديناميت, ربيان ديناميت, جمبري ديناميت, شرمب ديناميت, دجاج ديناميت, صوص ديناميت, رول ديناميت, ديناميت روبيان,
  ديناميت ربيان, ديناميت جمبري, ديناميت شرمب, ديناميت دجاج, ديناميت رول, dynamite shrimp, dynamite prawn, dynamite chicken, dynamite sauce, dynamite roll,
  نكهة متفجرة, نكهات متفجرة, طعم متفجر,
  مسدس الشكل, مسدس مساج, مسدس فقاعات, مسدس سيليكون, مسدس حرارة, مسدس حراري, رشاش زيت, رشاش عطر, رشاش استحمام, رشاش شاور,
  غير كحولي, غير كحولية, خالي كحول, زيرو كحول, معقم كحولي, معقم يدين كحول, معقم أيدي كحولي, مناديل كحول, مسحات كحول, without alcohol, zero alcohol,
  alcohol swabs, alcohol pads, alcohol based sanitizer, alcohol based hand sanitizer, isopropyl alcohol, cetyl alcohol, لون شمبانيا, بلون شمبانيا, champagne dress, champagne roses,
  brandy melville, tobacco vanille, nudes palette, lip nudes, chicken bacon, cheese cigar, تمر معسل, جزر معسل, شيشة عطر, شيشة دهن عود,
  عطر خمرة, خمرة لطافة, حشيشة الليمون, مدينة البندقية, khimar, khemar, qamar, 8amar, ko7l, k7l, ka7al,
  ماوس ليزر, قلم ليزر, ميزان ليزر, مؤشر ليزر, laser engraved, laser cutting, laser pointer, laser mouse, laser level,
  فرشة أسنان, فرش أسنان, خيط أسنان, غسول أسنان, عضاضة أسنان,
  كبيرة, كبيرات, خميرة, مخمرة, تخمير, خمار, خمري, خمرية, نبيذي, نبيذية, كأس, كأس العالم, بيرة بدون كحول, شراب شعير,
  بدون كحول, خالي من الكحول, خالية من الكحول, خال من الكحول, كحول طبي, كحول طبية, معقم كحول, كحول معقم, كحول إيثيلي,
  beer battered, ginger beer, root beer, non alcoholic, non alcoholic beer, alcohol free, alcohol free beer,
  no alcohol, wine red, wine color, wine colour, wine coloured, champagne gold, champagne color, champagne colour, wine vinegar,
  rubbing alcohol, alcohol wipes, خل نبيذ,
  بدون لحم خنزير, خالي من لحم الخنزير, لا نقدم لحم الخنزير, خنزير غينيا, beef bacon, turkey bacon, veal bacon, no pork, pork free,
  أقمار, أقمار صناعية, قمري, مسدس ماء, مسدس مائي, مسدس شمع, مسدس غراء, رشاش ماء, رشاش مياه, رشاش العشب, رشاش الدش, مسدس الماء,
  معسلة, حلوى معسلة, رافضة للماء, poker face, without nicotine, nicotine free,
  مكافحة المخدرات, حملة ضد المخدرات, ضد التدخين, بدون تبغ, tobacco free, smoke free, مخدر موضعي,
  ليزر مطبعة, طابعة ليزر, مطبعة ليزر, طابعات ليزر, قص ليزر, قص بالليزر, حفر ليزر, حفر بالليزر, نقش بالليزر, laser printer, laser cut, laser engraving, laser tag,
  دكتور جامعي, دكتور في الجامعة, معجون أسنان, فرشاة أسنان, dental floss, علاج طبيعي للشعر, مكمل للإطلالة, مكملات الأناقة, مكمل لأناقتك, مكمل لإطلالتك,
  علاج الملل, علاجك من الملل, علاج للملل, حرب الأسعار, حرب النجوم, star wars, war of prices, price war, tug of war, free visa card,
  تداول الخبر, تداول الصور, يتداول, عروض فنية, عروض مسرحية, عروض أزياء, عرض مسرحي, عروض الأفلام, sale manager, point of sale,
  تبرع بالدم, التبرع بالدم, donate blood, blood donation, vote for your favorite, vote for your favourite,
  سحب القهوة, برلمان الطفل, انتخابات الصف, شراب غير كحولي, عطر خالي من الكحول, casino royale`;
