import { queueWorker } from '#runtime/workers.ts';
import { noticesQueue } from '#shared/notifications/message.ts';
import { notifyTeam } from './notify-team.ts';

/** Writes to the people of a business about a post that waits for them. */
export const handler = queueWorker(noticesQueue, notifyTeam);
