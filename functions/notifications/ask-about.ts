import { Rest } from '#shared/notifications/message.ts';
import { sendNotice } from './queue.ts';

/**
 * Has the team asked about a target that came to rest where only a person helps. Takes the target's image of the
 * table's stream, and leaves every other one alone.
 */
export async function askAbout(image: unknown): Promise<void> {
  const rest = Rest.safeParse(image).data;
  if (rest) await sendNotice({ v: 1, ...rest });
}
