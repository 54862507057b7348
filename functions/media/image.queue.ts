import { queueWorker } from '#runtime/workers.ts';
import { imageQueue } from '#shared/media/work.ts';
import { workOnImage } from './work-on-image.ts';

/** Checks images and makes what is published of them. */
export const handler = queueWorker(imageQueue, workOnImage);
