import { composing } from '#shared/platforms/composing.ts';
import { networks } from '#shared/platforms/networks.ts';
import type { ContentKind, Platform } from '#shared/platforms/platform.ts';
import { postcard } from './postcard.ts';
import { postcardComposing } from './postcard-composing.ts';

/** The network that does not exist, as rules and counting see it once `addPostcard` was called. */
export const POSTCARD = 'postcard' as Platform;
export const LETTER = 'letter' as ContentKind;
export const CARD = 'card' as ContentKind;

/** Adds it to the networks that are looked up by name; gives what takes it away again. */
export function addPostcard(): () => void {
  Object.assign(networks, { postcard });
  Object.assign(composing, { postcard: postcardComposing });
  return () => {
    Reflect.deleteProperty(networks, 'postcard');
    Reflect.deleteProperty(composing, 'postcard');
  };
}
