import type { MediaRow } from './media.store.ts';

/** An image that nobody has removed. */
export type LiveMedia = MediaRow & { state: Exclude<MediaRow['state'], 'removed'> };

export const isLive = (row: MediaRow): row is LiveMedia => row.state !== 'removed';
