/** Whether two texts differ in nothing but what a network may change of a text without making it another one. */
export const isSameText = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
