import { queueWorker } from '#runtime/workers.ts';
import { videoQueue } from '#shared/media/work.ts';
import { workOnVideo } from './work-on-video.ts';

/** Checks films and makes what is published of them. */
export const handler = queueWorker(videoQueue, workOnVideo);
