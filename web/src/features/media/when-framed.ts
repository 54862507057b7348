import type { Client } from '#shared/contract/client.ts';
import type { Media, media } from '#shared/media/contract.ts';
import type { Shape } from '#shared/media/frame.ts';

const LOOK_MS = 400;
const PATIENCE_MS = 60_000;
const waitFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The image once a frame of it is made, or gone again; throws when that takes far too long. */
export async function whenFramed(
  api: Pick<Client<typeof media.routes>, 'get'>,
  begun: Media,
  shape: Shape,
  pause = waitFor,
): Promise<Media> {
  const isMade = (media: Media) => media.versions?.find((version) => version.shape === shape)?.url !== undefined;
  let current = begun;
  for (let waited = 0; !isMade(current); waited += LOOK_MS) {
    if (waited > PATIENCE_MS) throw new Error('The frame is not made');
    await pause(LOOK_MS);
    current = await api.get({ params: { mediaId: begun.mediaId } });
  }
  return current;
}
