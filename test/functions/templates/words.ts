import type { NewTemplate } from '#shared/templates/contract.ts';

/** A sound template, as a business would keep it. */
export const createWords = (overrides: Partial<NewTemplate> = {}): NewTemplate => ({
  name: 'عرض الأسبوع',
  category: 'offer',
  ar: '{product} بـ {price}',
  en: '{product} for {price}',
  variables: [
    { name: 'product', kind: 'text', default: 'كرك' },
    { name: 'price', kind: 'money' },
  ],
  ...overrides,
});
