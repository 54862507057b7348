import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  title: { ar: 'القوالب', en: 'Templates' },
  emptyTitle: { ar: 'اكتب مرة، وانشر كل مرة', en: 'Write it once, use it again and again' },
  emptyWhy: {
    ar: 'القالب نص جاهز لمنشوراتك المتكررة، تكمل فيه السعر والتاريخ وغيرهما. ابدأ بنسخة من مكتبة القوالب.',
    en: 'A template is a text for posts that come again; you fill in the price, the date and so on. Begin with a copy from the library.',
  },
  emptyViewer: { ar: 'لا قوالب لنشاطك بعد.', en: 'Your business has no templates yet.' },
  more: { ar: 'عرض المزيد', en: 'Show more' },
  create: { ar: 'قالب جديد', en: 'New template' },
  library: { ar: 'مكتبة القوالب', en: 'Template library' },
  use: { ar: 'اكتب به منشورًا', en: 'Write a post' },
  useNamed: { ar: 'اكتب منشورًا بالقالب {name}', en: 'Write a post with {name}' },
  acts: { ar: 'خيارات {name}', en: 'Options for {name}' },
  change: { ar: 'تعديل', en: 'Edit' },
  duplicate: { ar: 'نسخ', en: 'Duplicate' },
  copyName: { ar: '{name} (نسخة)', en: '{name} (copy)' },
  copied: { ar: 'أُضيف القالب {name}.', en: '{name} was added.' },
  remove: { ar: 'حذف', en: 'Delete' },
  removed: { ar: 'حُذف القالب {name}.', en: '{name} was deleted.' },
  saved: { ar: 'حُفظ القالب {name}.', en: '{name} was saved.' },
});

export const starterStrings = defineStrings({
  why: {
    ar: 'نصوص كتبناها لمناسبات الكويت. انسخ ما يناسبك ثم عدّله كما تحب.',
    en: 'Texts that we wrote for the occasions of Kuwait. Copy what suits you, then change it as you like.',
  },
  business: { ar: 'نوع النشاط', en: 'Kind of business' },
  all: { ar: 'كل الأنواع', en: 'All kinds' },
  copy: { ar: 'أضف إلى قوالبي', en: 'Add to my templates' },
  copyNamed: { ar: 'أضف {name} إلى قوالبي', en: 'Add {name} to my templates' },
});

export const removeTemplateDialog = defineStrings({
  title: { ar: 'حذف القالب {name}؟', en: 'Delete {name}?' },
  text: {
    ar: 'المنشورات التي كُتبت به تبقى كما هي.',
    en: 'Posts that were written with it stay as they are.',
  },
  act: { ar: 'حذف القالب', en: 'Delete template' },
  keep: { ar: 'إبقاء القالب', en: 'Keep template' },
});

export const editorStrings = defineStrings({
  newTitle: { ar: 'قالب جديد', en: 'New template' },
  changeTitle: { ar: 'تعديل القالب', en: 'Edit template' },
  name: { ar: 'اسم القالب', en: 'Name' },
  nameMissing: { ar: 'اكتب اسم القالب.', en: 'Write the name.' },
  category: { ar: 'التصنيف', en: 'Category' },
  arabicText: { ar: 'النص بالعربية', en: 'Arabic text' },
  englishText: { ar: 'النص بالإنجليزية', en: 'English text' },
  insert: { ar: 'أضف متغيّرًا إلى آخر النص:', en: 'Add a variable at the end of the text:' },
  variables: { ar: 'المتغيّرات', en: 'Variables' },
  kind: { ar: 'نوع {name}', en: 'Kind of {name}' },
  fallback: { ar: 'القيمة التلقائية: {name}', en: 'Default of {name}' },
  choices: { ar: 'خيارات {name}، كل خيار في سطر', en: 'Choices of {name}, one a line' },
  preview: { ar: 'معاينة بقيم للتجربة', en: 'Preview with sample values' },
  save: { ar: 'حفظ القالب', en: 'Save template' },
});

export const fillStrings = defineStrings({
  language: { ar: 'لغة المنشور', en: 'Language of the post' },
  arabic: { ar: 'العربية', en: 'Arabic' },
  english: { ar: 'الإنجليزية', en: 'English' },
  both: { ar: 'اللغتان', en: 'Both' },
  preview: { ar: 'نص المنشور', en: 'Text of the post' },
  lacking: { ar: 'يكتمل النص بعد ملء: {names}', en: 'Still to be filled: {names}' },
  missing: { ar: 'املأ هذا المتغيّر.', en: 'Fill this in.' },
  unfit: { ar: 'هذه القيمة لا تناسب المتغيّر.', en: 'This does not fit here.' },
  choose: { ar: 'اختر', en: 'Choose' },
  money: { ar: 'بالدينار، مثل 2.500', en: 'In dinars, such as 2.500' },
  phone: { ar: 'رقم كويتي، مثل 50001111', en: 'A number in Kuwait, such as 50001111' },
  link: { ar: 'رابط كامل يبدأ بـ https://', en: 'A whole link that begins with https://' },
  act: { ar: 'افتح المنشور', en: 'Open the post' },
});

export const categoryStrings = defineStrings({
  offer: { ar: 'عرض', en: 'Offer' },
  occasion: { ar: 'مناسبة', en: 'Occasion' },
  novelty: { ar: 'جديدنا', en: 'Something new' },
  hours: { ar: 'أوقات العمل', en: 'Hours' },
  thanks: { ar: 'شكر', en: 'Thanks' },
});

export const starterOccasionStrings = defineStrings({
  everyday: { ar: 'كل يوم', en: 'Every day' },
  ramadan: { ar: 'رمضان', en: 'Ramadan' },
  gergean: { ar: 'القرقيعان', en: 'Gergean' },
  eid_fitr: { ar: 'عيد الفطر', en: 'Eid al-Fitr' },
  eid_adha: { ar: 'عيد الأضحى', en: 'Eid al-Adha' },
  national_days: { ar: 'العيد الوطني وعيد التحرير', en: 'National and Liberation Days' },
  hijri_new_year: { ar: 'رأس السنة الهجرية', en: 'Hijri New Year' },
  mothers_day: { ar: 'عيد الأم', en: "Mother's Day" },
  back_to_school: { ar: 'العودة إلى المدارس', en: 'Back to school' },
  camping: { ar: 'موسم التخييم', en: 'Camping season' },
  white_friday: { ar: 'الجمعة البيضاء', en: 'White Friday' },
});

export const businessStrings = defineStrings({
  cafe: { ar: 'مقهى', en: 'Café' },
  restaurant: { ar: 'مطعم', en: 'Restaurant' },
  sweets: { ar: 'حلويات', en: 'Sweets' },
  fashion: { ar: 'أزياء', en: 'Fashion' },
  flowers: { ar: 'ورد', en: 'Flowers' },
  services: { ar: 'خدمات', en: 'Services' },
});

export const kindStrings = defineStrings({
  text: { ar: 'نص', en: 'Text' },
  money: { ar: 'مبلغ', en: 'Amount' },
  date: { ar: 'تاريخ', en: 'Date' },
  phone: { ar: 'هاتف', en: 'Phone number' },
  link: { ar: 'رابط', en: 'Link' },
  choice: { ar: 'اختيار من قائمة', en: 'One of a list' },
});

export const variableStrings = defineStrings({
  product: { ar: 'المنتج', en: 'Product' },
  price: { ar: 'السعر', en: 'Price' },
  date: { ar: 'التاريخ', en: 'Date' },
  phone: { ar: 'الهاتف', en: 'Phone number' },
  link: { ar: 'الرابط', en: 'Link' },
});

/** What is said while somebody still writes; the server says the same when it refuses. */
export const templateFaultStrings = defineStrings({
  empty: {
    ar: 'اكتب نص القالب بالعربية أو بالإنجليزية.',
    en: 'Write the text of the template, in Arabic or in English.',
  },
  too_long: {
    ar: 'نص القالب أطول من الحد المسموح (10 كيلوبايت). اختصره.',
    en: 'The text of the template is longer than 10 KB. Make it shorter.',
  },
  stray_brace: {
    ar: 'في النص قوس معقوف ليس جزءًا من متغيّر. احذفه، أو اكتب اسم المتغيّر بين قوسين.',
    en: 'The text has a brace that belongs to no variable. Take it out, or write the name of a variable in braces.',
  },
  unknown_variable: {
    ar: 'في النص متغيّر غير معرَّف. عرّفه أو احذفه.',
    en: 'The text has a variable that is not described. Describe it, or take it out.',
  },
  named_twice: {
    ar: 'متغيّران لهما الاسم نفسه. غيّر اسم أحدهما.',
    en: 'Two variables have the same name. Give one of them another.',
  },
  circular_default: {
    ar: 'قيمة تلقائية تعتمد على نفسها. غيّرها.',
    en: 'A default needs itself. Change it.',
  },
  default_unfit: {
    ar: 'قيمة تلقائية لا تناسب نوع المتغيّر، أو خيارات ناقصة. راجعها.',
    en: 'A default does not fit the kind of its variable, or choices are missing. Check them.',
  },
});
