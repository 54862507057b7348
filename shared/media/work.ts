import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import { queue } from '../contract/queue.ts';

/** Look at this file. What there is to do stands in its row, so that a message may come late or twice. */
export const MediaWork = z.object({ v: z.literal(1), clientId: id('client'), mediaId: id('media') });
export type MediaWork = z.infer<typeof MediaWork>;

/** A file has arrived: what is it? */
export const gateQueue = queue('media-gate', MediaWork);
/** An image waits to be checked, or to be framed. */
export const imageQueue = queue('media-image', MediaWork);
/** A film waits to be checked and converted. */
export const videoQueue = queue('media-video', MediaWork);
