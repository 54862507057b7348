/** What businesses in Kuwait really write, with many neighbours of forbidden words. One a line. */
export const innocentLines: readonly string[] = `
خبزنا من خميرة طبيعية ترتاح ١٢ ساعة
عجينة مخمرة على الطريقة الإيطالية
تخمير القهوة على البارد يأخذ وقته
خمار حرير بألوان الخريف
فستان خمري للسهرة
عباية بلون نبيذي
حقيبة نبيذية وحذاء أسود
بيتزا كبيرة لكل العائلة
طاولات كبيرات وجلسات عائلية
كأس العالم على شاشتنا الكبيرة
كأس عصير طازج
نتابع أقمار صناعية في ورشة الأطفال
ليلة قمرية على البحر
الهلال والقمر في سماء الكويت
بيض بلدي طازج كل صباح
ليزر مطبعة عالي الدقة
طابعة ليزر للمكاتب
قص بالليزر على الخشب والأكريليك
نقش بالليزر على الهدوء
مسدس ماء للأطفال في الصيف
مسدس شمع للأعمال اليدوية
رشاش ماء للحديقة
رشاش الدش الجديد وصل
لقيمات معسلة وحارة
عطر خالي من الكحول
بخاخ خال من الكحول للأطفال
معقم كحول طبي ٧٠
شراب شعير بدون كحول بنكهة الرمان
مطعمنا بدون لحم خنزير وكل لحومنا حلال
معجون أسنان بالنعناع
فرشاة أسنان للأطفال
دكتور جامعي يشرح لكم الفيزياء
علاج الملل عندنا: كتاب وقهوة
مكمل للإطلالة: وشاح حرير
حرب الأسعار لا تهمنا، تهمنا الجودة
حرب النجوم الليلة في السينما
لا تصدقوا تداول الخبر قبل التأكد
عروض مسرحية للأطفال يوم الجمعة
عروض أزياء للمصممات الكويتيات
حملة التبرع بالدم في المول
تبرع بالدم وأنقذ حياة
برلمان الطفل يزور مكتبتنا
انتخابات الصف الخامس: صوّت لأحلى رسمة
قهوة الصباح ☕ #كويت
شلونكم يا حلوين؟ الحين بدينا
هلا والله بضيوفنا، حياكم الله
وايد زين، جربوا الكنافة
تقبل الله طاعتكم، نفتح بعد التراويح
عيدكم مبارك وكل عام وأنتم بخير
كل عام والكويت بخير
قرقيعان وأكياس حلوى للأطفال
موسم التخييم بدا، جهزوا أغراضكم
رجعنا للمدارس: دفاتر وأقلام
ورد طبيعي يوصلكم في ساعة
كيك شوكولاتة بالبندق
برجر لحم واغيو مع جبن شيدر
سمك زبيدي من سوق المباركية
مجبوس دياي على أصوله
تمر سكري من مزارعنا
دهن عود معتق
بخور وعطور كويتية
قهوة مختصة من إثيوبيا
تصميم داخلي لبيوت الكويت
تصوير أعراس ومناسبات
نادي رياضي للسيدات في السالمية
يوغا الصباح على البحر
دورة رسم للمبتدئين
كتاب الأسبوع: رحلة ابن بطوطة
تنظيف سيارات يصلكم البيت
صيانة مكيفات قبل الصيف
غسيل سجاد وستائر
مواقف مجانًا خلف المبنى؟ اسألوا الحارس
اشتراك شهري للوجبات الصحية
سلطة فتوش وتبولة
عصير برتقال طازج
مشروبات باردة للصيف
حليب نوق من البر
عسل سدر أصلي
أثاث خشب زان
ستائر ومفارش للغرف
لعب أطفال خشبية آمنة
قطط وكلاب للتبني في الملجأ
سحب القهوة بالإسبريسو فن
جلسات خارجية والجو حلو
فريقنا يبتسم لكم كل صباح
مواعيد العمل من ٩ إلى ١١ مساء
نستقبلكم من الأحد إلى الخميس
افتتاح فرعنا في الجهراء
شكرا لثقتكم، يعطيكم العافية
صورة اليوم من شارع الخليج
غروب الشمس من أبراج الكويت
متحف السدو للنسيج
مسرحية للأطفال في الدسمة
رحلة بحرية إلى جزيرة فيلكا
خارطة فروعنا على الموقع
قائمة الفطور الجديدة
معمول وكليجة للعيد
شاي كرك بالزعفران
رمضان كريم وكل عام وأنتم بخير
دخان البخور يعبق في الديوانية
صالون حلاقة للرجال
قصات شعر للعرايس
مناكير وباديكير في بيتك
نسيم البحر والقهوة، شنو تبي أكثر
حداد بارع يصنع الأبواب يدويًا
عائلة الحداد ترحب بكم
مرشح ماء للمطبخ
فلتر مياه وتركيب سريع
ضيافة مناسبات وقهوة عربية
بنات الكويت يبدعن في التصميم
مساج الرأس عند الحلاق
مرافقات المرضى في خدمتكم
سلاح المعلم كتابه
الملازم والأقلام عندنا
شنو تبغي اليوم على الغدا؟
تبغين كيك والا دونات؟
كل شي تبغون في مكان واحد
أكياس ورقية وأكواب ورقية للقهوة
صوص التوفي مع الآيسكريم
قهوة وكيك بالتوفي
كيكة عليها صورة الأميرة
صور الأميرات على أغطية الدفاتر
كتاب عليه صورة الأمير الصغير
ملابس نيو بورن قطنية
روبيان ديناميت مع الأرز
طاولة مسدسة الشكل من خشب الجوز
مسدس فقاعات للأطفال
مسدس سيليكون للأشغال
رشاش زيت زجاجي للمطبخ
رشاشات عطر صغيرة للسفر
مشروبات غير كحولية في الديوانية
معقم يدين بالكحول عند المدخل
فستان بلون الشمبانيا
ماوس ليزر بسعر ٥ د.ك
ميزان ليزر للنجارين ١٠ دينار
فرشة أسنان خشبية ١ د.ك
الله يشفيكم ويعافيكم
مكملين معاكم للسنة الخامسة
نفتخر بتكوين فريق من شباب الكويت
هدية بنات ليلى وصلت
قميص ١٠٠٪ قطن مصري
Dynamite shrimp and rice
Hand-rolled sushi with dynamite sauce
Alcohol swabs and plasters
A perfume without alcohol
A champagne dress for the evening
Laser engraved mugs, 5 KD
A laser pointer for your classroom, 2 KD
Shirts of 100% cotton
Qamar al deen juice for iftar
khimar in silk, five colours
ko7l 3arabi from the old souq
حلوى لا تحتوي على لحم خنزير
جيلاتين خالي من الخنزير
كريم لا يحتوي على الكحول
مقهى بدون شيشة
خدمات مرافقة المرضى وكبار السن
أقلام كحولية للرسم
سيجارة بورك بالجبن
عيادة بيطرية: تطعيم القطط ١٠ د.ك
لعبة ليزر تاق ٣ د.ك
قطعة مكملة للديكور
Sweets without pork, free from alcohol
No shisha, only coffee
Alcohol markers in 48 colours
A water pistol for the garden
Vet clinic for your cat, KD 10
beer-battered fish and chips
Ginger beer, made here with fresh lemon
Root beer float for the kids
Alcohol-free perfume, made in Kuwait
Our mocktails: no alcohol, all taste
A wine red abaya for the evening
Champagne gold cushions have arrived
Wine vinegar dressing on rocket salad
Beef bacon and eggs all day
Turkey bacon sandwich
Our kitchen is pork free and halal
A poker face cannot hide this smile
Star Wars night at our cinema
Tug of war on the beach this Friday
Laser printer toner in stock
Laser cut name plates in Arabic
Laser tag birthday parties
Dental floss is not for cakes; our strings are
Donate blood on Thursday at the mall
Blood donation day with the school
Vote for your favorite latte art
Point of sale systems for cafes
Smoke free tables by the sea
A tobacco free terrace for families
Good morning Kuwait! Fresh coffee is ready
Specialty coffee from Ethiopia
Handmade abayas in every colour
New books for back to school
Unisex haircuts for the whole family
Sussex chairs in solid oak
Eid Mubarak from our family to yours
Happy National Day, Kuwait
Camping season is here
We open after taraweeh
A quiet corner for your meeting
Sunset at Kuwait Towers
Kids painting class this Saturday
Air conditioning service before summer
Grilled zubaidi with rice
Machboos like grandmother made it
Saffron karak and a good book
Thank you for five years together
Follow the smell of fresh bread
Qatayef and karak tonight
Family brunch on Friday
Fresh flowers in an hour
The weather is perfect for the terrace
Our team smiles at you every morning
Class assignments printed while you wait
Grape juice pressed this morning
Bassinet and stroller sets
Scunthorpe pottery on our shelves
Cocktail dresses made to measure
Kuwait 2026 diary, bound by hand
khaleeji style at its best
qahwa w tamr bil majlis
ahlan wa sahlan fi 6aree8na
shlonkom el youm
mabrook el 3ers
sha6e2 el b7ar
`
  .trim()
  .split('\n');
