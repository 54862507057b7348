import * as z from 'zod/mini';
import type { Handle } from '../platform.ts';

const texts = z.array(z.string());

/** The exact words that go out, one for each post of a thread: the handle carries them, so a retry can say no others. */
export const textsIn = (handle: Handle): readonly string[] => texts.parse(JSON.parse(handle.texts ?? '[]'));

/** What X holds of the media, in its order. */
export const mediaIn = (handle: Handle): string[] => (handle.media ?? '').split(',').filter(Boolean);
