/** The storage refused the form, or the connection broke; `status` is 0 when there was no answer. */
export class FormRefusedError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the upload was answered with ${status}`);
    this.name = 'FormRefusedError';
    this.status = status;
  }
}

export type Form = { url: string; fields: Record<string, string> };

/**
 * Posts a file with its signed form. `onProgress` gets the share that was sent, 0 to 1. `fetch` cannot tell progress,
 * hence the older interface.
 */
export function sendForm(form: Form, file: File, onProgress: (share: number) => void, signal: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
    // The storage reads fields up to the file and ignores what follows it.
    body.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', form.url);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new FormRefusedError(request.status));
    };
    request.onerror = () => reject(new FormRefusedError(0));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}
