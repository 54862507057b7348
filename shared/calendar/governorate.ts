import type { Phrase } from '../contract/text.ts';

type Governorate = { readonly names: Phrase; readonly latitude: number; readonly longitude: number };

/**
 * The six governorates by their centres. Prayer times differ from those of Kuwait City by two minutes at most where
 * people live. Taken from no package: those we looked at put the capital into the sea or into Bahrain.
 */
export const governorates = {
  capital: { names: { ar: 'العاصمة', en: 'Capital' }, latitude: 29.3759, longitude: 47.9774 },
  hawalli: { names: { ar: 'حولي', en: 'Hawalli' }, latitude: 29.3326, longitude: 48.0289 },
  farwaniya: { names: { ar: 'الفروانية', en: 'Farwaniya' }, latitude: 29.2775, longitude: 47.9586 },
  mubarak_al_kabeer: { names: { ar: 'مبارك الكبير', en: 'Mubarak Al-Kabeer' }, latitude: 29.2122, longitude: 48.0606 },
  ahmadi: { names: { ar: 'الأحمدي', en: 'Ahmadi' }, latitude: 29.0769, longitude: 48.0839 },
  jahra: { names: { ar: 'الجهراء', en: 'Jahra' }, latitude: 29.3375, longitude: 47.6581 },
} as const satisfies Record<string, Governorate>;

export type GovernorateName = keyof typeof governorates;
export const governorateNames = Object.keys(governorates) as [GovernorateName, ...GovernorateName[]];
