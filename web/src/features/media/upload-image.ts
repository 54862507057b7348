import type { Client } from '#shared/contract/client.ts';
import type { Media, media } from '#shared/media/contract.ts';
import type { ImageType } from '#shared/media/media-rules.ts';
import type { VideoType } from '#shared/media/video-rules.ts';
import { NetworkError } from '../../lib/api-problem.ts';
import { type FileRefusal, judgeFile, uploadName } from './image-file.ts';
import { FormRefusedError, sendForm } from './send-form.ts';

export type UploadRefusal = FileRefusal | 'connection' | 'not_allowed' | 'slow';

/** The image cannot be used, for a reason that the screens say; `again` tells whether the same file may work later. */
export class UploadRefusedError extends Error {
  readonly refusal: UploadRefusal;
  readonly again: boolean;

  constructor(refusal: UploadRefusal, options: { again: boolean; cause?: unknown } = { again: false }) {
    super(refusal, { cause: options.cause });
    this.name = 'UploadRefusedError';
    this.refusal = refusal;
    this.again = options.again;
  }
}

export type MediaApi = Pick<Client<typeof media.routes>, 'upload' | 'finish' | 'get'>;
/** `pause` waits before the server is asked again; tests do not. */
type Watch = {
  /** Whether a video is taken, too. */
  videos?: boolean;
  onProgress: (share: number) => void;
  signal: AbortSignal;
  pause?: (ms: number) => Promise<void>;
};

const FIRST_LOOK_MS = 400;
const LONGEST_PAUSE_MS = 3_000;
/** After this long something is wrong with us, and the file is safe with us. */
const PATIENCE_MS = 180_000;
const VIDEO_PATIENCE_MS = 1_200_000;
const waitFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Brings a file into the library: asks for a signed form, sends the file, and lets the server check and convert it.
 * Returns the image ready for a post; throws `UploadRefusedError`.
 */
export async function uploadImage(
  api: MediaApi,
  file: File,
  { onProgress, signal, pause, videos = false }: Watch,
): Promise<Media> {
  const judged = await judgeFile(file, { videos });
  if ('refused' in judged) throw new UploadRefusedError(judged.refused);
  try {
    const body = announcementOf(file, judged.type);
    const { media, form } = await api.upload({ body });
    await sendForm(form, file, onProgress, signal);
    const params = { mediaId: media.mediaId };
    const idempotencyKey = crypto.randomUUID();
    // Checking twice does no harm, so a lost answer is simply asked for again.
    const finished = await api.finish({ params }, { idempotencyKey }).catch((error: unknown) => {
      if (error instanceof NetworkError) return api.finish({ params }, { idempotencyKey });
      throw error;
    });
    const checked = await whenChecked(api, finished, signal, pause, videos ? VIDEO_PATIENCE_MS : PATIENCE_MS);
    if (checked.state === 'ready') return checked;
    throw new UploadRefusedError(checked.reason ?? 'unreadable');
  } catch (error) {
    throw signal.aborted ? signal.reason : refusalOf(error);
  }
}

/** What the server is told of a file before it comes: one of two shapes, for images and for videos. */
function announcementOf({ name, size: bytes }: File, type: ImageType | VideoType) {
  const fileName = uploadName(name);
  return type === 'video/mp4' || type === 'video/quicktime'
    ? { fileName, contentType: type, bytes }
    : { fileName, contentType: type, bytes };
}

/** The file once it was checked. A lost answer is asked for again; who waits too long may try again. */
async function whenChecked(
  api: MediaApi,
  begun: Media,
  signal: AbortSignal,
  pause = waitFor,
  patienceMs = PATIENCE_MS,
): Promise<Media> {
  let [media, waited, ms] = [begun, 0, FIRST_LOOK_MS];
  while (media.state === 'checking') {
    signal.throwIfAborted();
    if (waited > patienceMs) throw new UploadRefusedError('slow', { again: true });
    await pause(ms);
    waited += ms;
    ms = Math.min(ms * 1.5, LONGEST_PAUSE_MS);
    media = await api.get({ params: { mediaId: media.mediaId } }).catch((error: unknown) => {
      if (error instanceof NetworkError) return media;
      throw error;
    });
  }
  return media;
}

function refusalOf(error: unknown): unknown {
  if (error instanceof NetworkError) return new UploadRefusedError('connection', { again: true, cause: error });
  if (error instanceof FormRefusedError)
    return error.status === 0 || error.status >= 500
      ? new UploadRefusedError('connection', { again: true, cause: error })
      : new UploadRefusedError('not_allowed', { again: true, cause: error });
  return error;
}
