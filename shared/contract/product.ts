import type { Phrase } from './text.ts';

/** The one name of the product, wherever people read it: pages, mails and the documents of the API. */
export const product: Phrase = { ar: 'كويت سوشال', en: 'Kuwait Social' };
