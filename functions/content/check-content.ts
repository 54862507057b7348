import { type Licences, type TextVerdict, verdictOnText } from '#shared/moderation/verdict.ts';

/** Judges a text with the rules that scheduling uses, and keeps nothing of it. */
export const checkContent = async ({
  text,
  licences = {},
}: {
  text: string;
  licences?: Licences | undefined;
}): Promise<TextVerdict> => verdictOnText(text, { licences });
