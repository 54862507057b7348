import { queueWorker } from '#runtime/workers.ts';
import { isForPerson, noticesQueue } from '#shared/notifications/message.ts';
import { notifyTeam } from './notify-team.ts';
import { tellPerson } from './tell-person.ts';

/** Finds who is to be told of a post that waits for a decision, and then tells each of them. */
export const handler = queueWorker(noticesQueue, (message) =>
  isForPerson(message) ? tellPerson(message) : notifyTeam(message),
);
