/**
 * What looks like a term and is innocent, separated by commas. It is looked for first; a hit inside of it is none. A
 * word is allowed with its affixes, too.
 */
export const allowedTerms = `
  بدون خنزير, خدمات مرافقة المرضى, خالي من الخنزير, خالية من الخنزير, لا تحتوي على لحم خنزير, without pork,
  لا يحتوي على كحول, لا تحتوي على كحول, free from alcohol, بدون شيشة, no shisha, alcohol marker, أقلام كحولية,
  water pistol, عيادة بيطرية, طبيب بيطري, vet clinic, لعبة ليزر, ليزر تاق, مكمل للديكور, تبغي, تبغين, تبغون, ورقية,
  الله يشفي, مكملين, بتكوين فريق, نيو بورن, بنات ليلى, التوفي, صوص توفي, كيك توفي, صور الأميرة, صور الأميرات,
  صور الأمير الصغير, روبيان ديناميت, ربيان ديناميت, شرمب ديناميت, صوص ديناميت, ديناميت روبيان,
  ديناميت شرمب, dynamite shrimp, dynamite chicken, dynamite sauce, مسدس الشكل,
  مسدس مساج, مسدس فقاعات, مسدس سيليكون, رشاش زيت, رشاش عطر, سيجارة بورك, غير كحولي, خالي كحول, معقم كحولي,
  معقم يدين كحول, without alcohol, alcohol swabs, بلون شمبانيا, champagne dress, chicken bacon, khimar, qamar, ko7l,
  ماوس ليزر, قلم ليزر, ميزان ليزر, laser engraved, laser pointer, فرشة أسنان, خيط أسنان, غسول أسنان, خمري, نبيذي,
  بيرة بدون كحول, بدون كحول, خالي من الكحول, خالية من الكحول, خال من الكحول, كحول طبي, معقم كحول, كحول معقم,
  كحول إيثيلي, beer battered, ginger beer, root beer, non alcoholic, non alcoholic beer, alcohol free,
  alcohol free beer, no alcohol, wine red, wine color, wine colour, wine coloured, champagne gold, champagne color,
  champagne colour, wine vinegar, rubbing alcohol, alcohol wipes, خل نبيذ, بدون لحم خنزير, خالي من لحم الخنزير,
  لا نقدم لحم الخنزير, خنزير غينيا, beef bacon, turkey bacon, veal bacon, no pork, pork free, مسدس ماء, مسدس مائي,
  مسدس شمع, مسدس غراء, رشاش ماء, رشاش مياه, رشاش العشب, رشاش الدش, معسلة, رافضة للماء, poker face, without nicotine,
  nicotine free, مكافحة المخدرات, حملة ضد المخدرات, بدون تبغ, tobacco free, مخدر موضعي, ليزر مطبعة, طابعة ليزر,
  مطبعة ليزر, طابعات ليزر, قص ليزر, حفر ليزر, نقش ليزر, laser printer, laser cut, laser engraving, laser tag,
  دكتور جامعي, دكتور في الجامعة, معجون أسنان, فرشاة أسنان, dental floss, علاج طبيعي للشعر, مكمل للإطلالة,
  مكملات الأناقة, مكمل لأناقتك, مكمل لإطلالتك, علاج الملل, علاج للملل, حرب الأسعار, حرب النجوم, star wars,
  war of prices, price war, tug of war, free visa card, تداول الخبر, تداول الصور, عروض فنية, عروض مسرحية, عروض أزياء,
  عروض الأفلام, sale manager, point of sale, تبرع بالدم, donate blood, blood donation, vote for your favorite,
  vote for your favourite, برلمان الطفل, انتخابات الصف, casino royale`;
