import type { Phrase } from '../contract/text.ts';
import { instagramComposing } from './instagram-composing.ts';
import type { Composing, OptionRules } from './network.ts';
import type { ContentKind, Platform } from './platform.ts';
import { snapchatComposing } from './snapchat-composing.ts';
import { tiktokComposing } from './tiktok-composing.ts';
import { xComposing } from './x-composing.ts';

/** What writing for each network needs to know. A table to add to: a network that does not exist yet is tried out by it. */
export const composing: Record<Platform, Composing> = {
  instagram: instagramComposing,
  x: xComposing,
  tiktok: tiktokComposing,
  snapchat: snapchatComposing,
};

export const composingOf = (platform: Platform): Composing => composing[platform];

/** The options that a post of this kind is asked on a network. */
export const optionsOf = (platform: Platform, kind: ContentKind): readonly OptionRules[] =>
  (composingOf(platform).options ?? []).filter(({ kinds }) => kinds === undefined || kinds.includes(kind));

/** What an option of a network is called. */
export const optionLabel = (platform: Platform, name: string): Phrase =>
  composingOf(platform).options?.find((option) => option.name === name)?.label ?? { ar: name, en: name };
