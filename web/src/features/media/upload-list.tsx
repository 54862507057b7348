import { CircleCheck, RotateCw, X } from 'lucide-react';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { useStore } from '../../lib/store.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { libraryStrings } from './library-strings.ts';
import { strings, uploadRefusalStrings } from './strings.ts';
import { UploadRefusedError } from './upload-image.ts';
import type { QueuedUpload, UploadQueue } from './upload-queue.ts';

/** Every file that is on its way, was refused, or has just arrived. */
export function UploadList({ queue }: { queue: UploadQueue }) {
  const { t } = useText();
  const uploads = useStore(queue.uploads);
  if (uploads.length === 0) return null;
  return (
    <section aria-label={t(libraryStrings.uploads)} className="mb-4 rounded-card border border-line bg-surface p-3">
      <ul className="flex flex-col divide-y divide-line">
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} queue={queue} />
        ))}
      </ul>
      {uploads.some(({ kind }) => kind === 'done') && (
        <Button tone="quiet" small onPress={queue.clearDone}>
          {t(libraryStrings.clearDone)}
        </Button>
      )}
    </section>
  );
}

function UploadRow({ upload, queue }: { upload: QueuedUpload; queue: UploadQueue }) {
  const { t } = useText();
  const explain = useExplain();
  const { id, name, kind } = upload;
  const refused = kind === 'refused' && upload.error instanceof UploadRefusedError ? upload.error : undefined;
  const isChecked = kind === 'sending' && upload.share >= 1;
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1 text-sm">
        <bdi className="line-clamp-1 break-all">{name}</bdi>
        {kind === 'waiting' && <span className="text-soft">{t(libraryStrings.waiting)}</span>}
        {kind === 'sending' && (
          <div
            role="progressbar"
            aria-valuemin={0}
            aria-valuemax={100}
            {...(isChecked ? {} : { 'aria-valuenow': Math.round(upload.share * 100) })}
            aria-label={isChecked ? t(strings.checking) : t(strings.uploading, { name })}
            className="mt-1 block h-1.5 overflow-hidden rounded-full bg-line"
          >
            <div
              className={isChecked ? 'h-full animate-pulse bg-brand' : 'h-full bg-brand'}
              style={{ width: isChecked ? '100%' : `${upload.share * 100}%` }}
            />
          </div>
        )}
        {kind === 'done' && (
          <span className="inline-flex items-center gap-1 text-ok">
            <CircleCheck aria-hidden="true" className="size-4" />
            {t(libraryStrings.done)}
          </span>
        )}
        {kind === 'refused' && (
          <p role="alert" className="text-danger">
            {refused ? t(uploadRefusalStrings[refused.refusal]) : explain(upload.error)}
          </p>
        )}
      </div>
      {kind === 'refused' && (!refused || refused.again) && (
        <IconButton label={t(strings.retry)} onPress={() => queue.again(id)}>
          <RotateCw aria-hidden="true" className="size-5" />
        </IconButton>
      )}
      {kind !== 'done' && (
        <IconButton label={t(kind === 'refused' ? strings.dismiss : strings.stop)} onPress={() => queue.drop(id)}>
          <X aria-hidden="true" className="size-5" />
        </IconButton>
      )}
    </li>
  );
}
