/** The occasions of a Kuwaiti year for which there are templates; `everyday` has none. */
export const occasions = [
  'everyday',
  'ramadan',
  'gergean',
  'eid_fitr',
  'eid_adha',
  'national_days',
  'hijri_new_year',
  'mothers_day',
  'back_to_school',
  'camping',
  'white_friday',
] as const;

export const businessKinds = ['cafe', 'restaurant', 'sweets', 'fashion', 'flowers', 'services'] as const;
export type BusinessKind = (typeof businessKinds)[number];
