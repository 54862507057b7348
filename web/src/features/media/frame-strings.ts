import type { Shape, Way } from '#shared/media/frame.ts';
import { defineStrings, type Phrase } from '../../lib/i18n.ts';

/** The shapes by what people know them as, and the ways into them. */
const names = {
  story: { ar: 'طولي 9:16', en: 'Tall 9:16' },
  portrait: { ar: 'عمودي 4:5', en: 'Portrait 4:5' },
  square: { ar: 'مربع', en: 'Square' },
  landscape: { ar: 'أفقي 1.91:1', en: 'Landscape 1.91:1' },
  crop: { ar: 'قص', en: 'Crop' },
  fit: { ar: 'كاملة بإطار مموّه', en: 'Whole, blurred border' },
} satisfies Record<Shape | Way, Phrase>;

export const frameStrings = defineStrings({
  ...names,
  title: { ar: 'إطار الصورة', en: 'Frame the image' },
  preview: { ar: 'معاينة الصورة داخل الإطار', en: 'The image in its frame' },
  shape: { ar: 'شكل الإطار', en: 'Shape' },
  way: { ar: 'الطريقة', en: 'How' },
  across: { ar: 'من اليسار إلى اليمين', en: 'Left to right' },
  down: { ar: 'من الأعلى إلى الأسفل', en: 'Top to bottom' },
  everywhere: { ar: 'استخدم هذا الإطار في كل شبكة تقبله', en: 'Use this frame on every network that takes it' },
  make: { ar: 'استخدم هذا الإطار', en: 'Use this frame' },
  giveUp: { ar: 'تخلَّ عن هذا الإطار', en: 'Give this frame up' },
});

/** What becomes of an image on a network. */
export const verdictStrings = defineStrings({
  verdicts: { ar: 'ما تقبله الشبكات', en: 'What the networks take' },
  fits: { ar: '{network}: تُنشر كما هي', en: '{network}: goes out as it is' },
  framed: { ar: '{network}: تُنشر بإطار «{shape}»', en: '{network}: goes out in the frame “{shape}”' },
  wide: {
    ar: '{network}: أعرض مما يُقبل. اختر إطار «{shape}».',
    en: '{network}: too wide. Choose the frame “{shape}”.',
  },
  tall: {
    ar: '{network}: أطول مما يُقبل. اختر إطار «{shape}».',
    en: '{network}: too tall. Choose the frame “{shape}”.',
  },
  small: {
    ar: '{network}: أصغر مما يُقبل. اختر صورة أكبر.',
    en: '{network}: too small. Choose a larger image.',
  },
  no_images: { ar: '{network}: لا تقبل الصور.', en: '{network}: takes no images.' },
});
