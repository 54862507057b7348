import type { Platform } from '#shared/platforms/platform.ts';
import type { Photo } from './photos.ts';

/** When a demo post goes out: never, now, or so many days from today at a time of day in Kuwait or beside Maghrib. */
export type When =
  | 'draft'
  | 'now'
  | { inDays: number; at: `${number}:${number}` }
  | { inDays: number; afterMaghrib: number };
type Said = { caption?: string; options?: Record<string, string> };
/** `on`: the networks beside Instagram, with what is said there. `text`: a text for X alone. */
export type PlannedPost = {
  photo?: Photo;
  when: When;
  caption: string;
  firstComment?: string;
  on?: Partial<Record<Platform, Said>>;
  text?: string;
};

/** The café's names on the networks. */
export const cafeAccounts = {
  instagram: 'mubarakiya.cafe',
  x: 'mubarakiya_cafe',
  tiktok: 'mubarakiya.cafe',
  snapchat: 'mubarakiya-cafe',
} as const;
export const restaurantAccounts = { instagram: 'bahar.restaurant' } as const;

/** What the café has in hand: hours at which its guests look at their phones, and one that falls on the evening prayer, to see it step aside. */
export const cafePosts: readonly PlannedPost[] = [
  {
    photo: 'dallah-and-dates',
    when: 'now',
    caption:
      'قهوتنا العربية على أصولها: هيل وزعفران ودلة ما تبرد ☕️\nحياكم في المباركية من العصر لين الليل.\n\n#قهوة_عربية #المباركية #الكويت',
  },
  {
    photo: 'latte-from-above',
    when: 'now',
    caption: 'Slow mornings start here. Our house latte, one shot or two, with beans roasted in Kuwait this week.',
    firstComment: '#KuwaitCoffee #Mubarakiya #latteart',
  },
  {
    photo: 'karak-with-cardamom',
    when: { inDays: 1, at: '17:15' },
    caption:
      'جوّ العصر يبيله كرك بالهيل 🌿 كوبين بسعر كوب لين الساعة ٦.\nطرّش الصورة حق ربعك وتعال.\n\n#كرك #عروض_الكويت @mubarakiya.cafe',
    on: {
      x: { caption: 'جوّ العصر يبيله كرك بالهيل 🌿 كوبين بسعر كوب لين الساعة ٦ في المباركية.' },
      tiktok: {
        caption: 'كرك المباركية بالهيل 🌿 كوبين بسعر كوب لين الساعة ٦ #كرك #الكويت',
        options: { privacy: 'PUBLIC_TO_EVERYONE', comments: 'on', disclose: 'on', ownBrand: 'on' },
      },
      snapchat: {},
    },
  },
  {
    when: 'now',
    caption: '',
    text: 'سؤال اليوم: الكرك بالهيل ولا بالزعفران؟ ☕️\n---\nاللي يجاوب صح عليه كوبه اليوم بالمباركية.',
  },
  {
    photo: 'dallah-and-dates',
    when: 'now',
    caption: 'صباح القهوة من المباركية ☕️ #قهوة_عربية',
    on: {
      x: { caption: 'صباح القهوة من المباركية ☕️' },
      tiktok: { options: { privacy: 'PUBLIC_TO_EVERYONE', comments: 'on' } },
      snapchat: {},
    },
  },
  {
    photo: 'karak-with-cardamom',
    when: { inDays: 2, afterMaghrib: -8 },
    caption: 'الجو بارد والكرك حار ☕️ نشوفكم بعد المغرب على الرصيف.\n\n#كرك #المباركية',
  },
  {
    photo: 'storefront-at-night',
    when: { inDays: 2, at: '21:30' },
    caption:
      'نسهر معاكم نهاية الأسبوع: نفتح لين الساعة ٢ بالليل، والجلسة برّه صارت أحلى ✨\n\n#ويكند_الكويت #سهرة #المباركية',
  },
  {
    photo: 'sea-front-at-sunset',
    when: { inDays: 3, at: '16:30' },
    caption:
      'Take it to the sea. Every large cup this Friday comes with a lid, a smile and the best sunset in the Gulf 🌅\n\n#Kuwait #GulfRoad #sunset',
  },
  {
    photo: 'latte-from-above',
    when: { inDays: 5, at: '08:30' },
    caption: 'صباح الخير يا كويت ☀️ أول كوب لاتيه علينا لكل من يزورنا قبل التاسعة.\n\n#صباح_الخير #لاتيه #قهوة_الصباح',
  },
  {
    photo: 'ramadan-lantern',
    when: 'draft',
    caption: 'مبارك عليكم الشهر 🌙 مواعيدنا في رمضان: من بعد التراويح لين السحور.\n\n#رمضان #الكويت',
  },
  {
    when: 'draft',
    caption: 'New on the menu: date cake with cardamom cream. Photo to follow after the tasting on Tuesday.',
  },
];

/** The neighbour has a little too, so that everybody can see that nobody sees the other's. */
export const restaurantPosts: readonly PlannedPost[] = [
  {
    photo: 'sea-front-at-sunset',
    when: { inDays: 1, at: '19:45' },
    caption: 'صيد اليوم: زبيدي وهامور على الفحم، وطاولتكم على البحر محجوزة 🐟\n\n#مطاعم_الكويت #زبيدي #بحر',
  },
];
