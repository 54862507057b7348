import type { Client } from '#shared/contract/client.ts';
import type { Media, media } from '#shared/media/contract.ts';
import { mediaRefusals } from '#shared/media/media-rules.ts';
import { ApiProblem, NetworkError } from '../../lib/api-problem.ts';
import { type FileRefusal, judgeFile, uploadName } from './image-file.ts';
import { FormRefusedError, sendForm } from './send-form.ts';

export type UploadRefusal = FileRefusal | 'connection' | 'not_allowed';

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

type MediaApi = Pick<Client<typeof media.routes>, 'upload' | 'finish'>;
type Watch = { onProgress: (share: number) => void; signal: AbortSignal };

/**
 * Brings a file into the library: asks for a signed form, sends the file, and lets the server check and convert it.
 * Returns the image ready for a post; throws `UploadRefusedError`.
 */
export async function uploadImage(api: MediaApi, file: File, { onProgress, signal }: Watch): Promise<Media> {
  const judged = await judgeFile(file);
  if ('refused' in judged) throw new UploadRefusedError(judged.refused);
  try {
    const body = { fileName: uploadName(file.name), contentType: judged.type, bytes: file.size };
    const { media, form } = await api.upload({ body });
    await sendForm(form, file, onProgress, signal);
    const params = { mediaId: media.mediaId };
    const idempotencyKey = crypto.randomUUID();
    // Checking twice does no harm, so a lost answer is simply asked for again.
    const finished = await api.finish({ params }, { idempotencyKey }).catch((error: unknown) => {
      if (error instanceof NetworkError) return api.finish({ params }, { idempotencyKey });
      throw error;
    });
    if (finished.state === 'ready') return finished;
    throw new UploadRefusedError(finished.reason ?? 'unreadable');
  } catch (error) {
    throw signal.aborted ? signal.reason : refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof NetworkError) return new UploadRefusedError('connection', { again: true, cause: error });
  if (error instanceof FormRefusedError)
    return error.status === 0 || error.status >= 500
      ? new UploadRefusedError('connection', { again: true, cause: error })
      : new UploadRefusedError('not_allowed', { again: true, cause: error });
  if (error instanceof ApiProblem && error.code === 'media.unreadable') {
    const reason = mediaRefusals.find((refusal) => error.details.some(({ issue }) => issue === refusal));
    return new UploadRefusedError(reason ?? 'unreadable', { again: false, cause: error });
  }
  if (error instanceof ApiProblem && error.code === 'media.too_large')
    return new UploadRefusedError('too_many_pixels', { again: false, cause: error });
  return error;
}
