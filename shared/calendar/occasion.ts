import type { Phrase } from '../contract/text.ts';

/**
 * `holiday`: a day off by law, of the private sector too (Labour Law 6/2010, article 68). `occasion`: people know it
 * and posts are planned for it.
 */
export type OccasionKind = 'holiday' | 'occasion';

/** When an occasion is: by one of the two calendars, on one day or several. */
type Rule = {
  readonly names: Phrase;
  readonly kind: OccasionKind;
  readonly days?: number;
  /** Content belongs to the evening before: the day of religion begins at sunset. */
  readonly fromEvening?: true;
} & ({ readonly hijri: readonly [month: number, day: number] } | { readonly civil: `${string}-${string}` });

/** What Kuwait keeps every year. Dates by the moon are expected until they are announced. */
export const occasionRules = {
  new_year: { names: { ar: 'رأس السنة الميلادية', en: 'New Year' }, kind: 'holiday', civil: '01-01' },
  national_day: { names: { ar: 'العيد الوطني', en: 'National Day' }, kind: 'holiday', civil: '02-25' },
  liberation_day: { names: { ar: 'يوم التحرير', en: 'Liberation Day' }, kind: 'holiday', civil: '02-26' },
  mothers_day: { names: { ar: 'عيد الأم', en: 'Mother’s Day' }, kind: 'occasion', civil: '03-21' },
  isra: { names: { ar: 'الإسراء والمعراج', en: 'Isra and Mi’raj' }, kind: 'holiday', hijri: [7, 27] },
  mid_shaban: { names: { ar: 'النصف من شعبان', en: 'Mid-Sha’ban' }, kind: 'occasion', hijri: [8, 15] },
  ramadan: {
    names: { ar: 'بداية رمضان', en: 'Ramadan begins' },
    kind: 'occasion',
    hijri: [9, 1],
    fromEvening: true,
  },
  gergean: { names: { ar: 'قرقيعان', en: 'Gergean' }, kind: 'occasion', hijri: [9, 13], days: 3, fromEvening: true },
  last_ten: {
    names: { ar: 'العشر الأواخر', en: 'Last ten nights' },
    kind: 'occasion',
    hijri: [9, 21],
    fromEvening: true,
  },
  eid_fitr: { names: { ar: 'عيد الفطر', en: 'Eid al-Fitr' }, kind: 'holiday', hijri: [10, 1], days: 3 },
  arafat: { names: { ar: 'يوم عرفة', en: 'Day of Arafat' }, kind: 'holiday', hijri: [12, 9] },
  eid_adha: { names: { ar: 'عيد الأضحى', en: 'Eid al-Adha' }, kind: 'holiday', hijri: [12, 10], days: 3 },
  hijri_new_year: { names: { ar: 'رأس السنة الهجرية', en: 'Hijri New Year' }, kind: 'holiday', hijri: [1, 1] },
  ashura: { names: { ar: 'عاشوراء', en: 'Ashura' }, kind: 'occasion', hijri: [1, 10] },
  mawlid: { names: { ar: 'المولد النبوي', en: 'Mawlid' }, kind: 'holiday', hijri: [3, 12] },
} as const satisfies Record<string, Rule>;

export type OccasionName = keyof typeof occasionRules;
export const occasionNames = Object.keys(occasionRules) as [OccasionName, ...OccasionName[]];
export const ruleOf = (name: OccasionName): Rule => occasionRules[name];
