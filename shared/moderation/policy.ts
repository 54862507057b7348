/** What is done about a text, mildest first. */
export const actions = ['pass', 'advise', 'review', 'block'] as const;
export type ModerationAction = (typeof actions)[number];

/** Grows with every change of the table, the terms or how they are looked for: a stored verdict says which it was. */
export const policyVersion = 1;

/** Every rule of the policy table and what follows from a hit. */
export const policy = {
  RELIGION_INSULT: 'block',
  RULER_INSULT: 'block',
  SECTARIAN: 'block',
  STATE_SYMBOL: 'block',
  SEXUAL: 'block',
  ESCORT: 'block',
  DRUGS: 'block',
  WEAPONS: 'block',
  EXPLOSIVES: 'block',
  TERROR: 'block',
  ALCOHOL: 'block',
  PORK: 'block',
  GAMBLING: 'block',
  TOBACCO_VAPE: 'block',
  MEDICAL_AD: 'review',
  HEALTH_PRODUCT: 'review',
  FOOD_CLAIM: 'review',
  PROMOTION: 'advise',
  FINANCE: 'review',
  CRYPTO: 'review',
  VISA_TRADING: 'review',
  RUQYA: 'review',
  CHARITY_COLLECTION: 'review',
  INFLUENCER: 'advise',
  AD_IDENTITY: 'advise',
  POLITICS: 'review',
  DEATH_NEWS: 'review',
  WAR: 'review',
  MOURNING: 'review',
  PERSONAL_DATA: 'review',
} as const satisfies Record<string, Exclude<ModerationAction, 'pass'>>;

export type RuleCode = keyof typeof policy;
export const ruleCodes = Object.keys(policy) as [RuleCode, ...RuleCode[]];

/** The stronger of two actions. */
export const stronger = (one: ModerationAction, other: ModerationAction): ModerationAction =>
  actions.indexOf(one) >= actions.indexOf(other) ? one : other;

/** The licences a business can name. */
export const licenceKinds = ['moci', 'moh', 'drugInspection'] as const;
export type LicenceKind = (typeof licenceKinds)[number];

/** Which licence numbers a rule asks for. */
export const licencesOf: Partial<Record<RuleCode, readonly LicenceKind[]>> = {
  MEDICAL_AD: ['moh'],
  HEALTH_PRODUCT: ['moh', 'drugInspection'],
  PROMOTION: ['moci'],
};
