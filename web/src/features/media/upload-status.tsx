import { RotateCw, X } from 'lucide-react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { strings, uploadRefusalStrings } from './strings.ts';
import { UploadRefusedError } from './upload-image.ts';
import type { Upload } from './use-upload.ts';

type Props = { upload: Upload; onRetry: (file: File) => void; onStop: () => void };

/** How far an upload is, or why the image was not taken and what to do about it. */
export function UploadStatus({ upload, onRetry, onStop }: Props) {
  if (upload.kind === 'idle') return null;
  if (upload.kind === 'sending') return <Sending upload={upload} onStop={onStop} />;
  return <Refused upload={upload} onRetry={onRetry} onDismiss={onStop} />;
}

function Sending({ upload, onStop }: { upload: Extract<Upload, { kind: 'sending' }>; onStop: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const checking = upload.share >= 1;
  const label = checking ? t(strings.checking) : t(strings.uploading, { name: upload.name });
  return (
    <div className="flex items-center gap-3 rounded-xl border border-line p-3">
      <ProgressBar value={upload.share * 100} isIndeterminate={checking} aria-label={label} className="min-w-0 flex-1">
        <div className="flex justify-between gap-3 text-sm">
          <span className="line-clamp-1 break-all">{label}</span>
          {!checking && <span className="text-soft">{format.percent(upload.share)}</span>}
        </div>
        <div className="mt-2 h-2 overflow-hidden rounded-full bg-line">
          <div
            className={checking ? 'h-full w-full animate-pulse bg-brand' : 'h-full bg-brand transition-[width]'}
            style={{ width: checking ? '100%' : `${upload.share * 100}%` }}
          />
        </div>
      </ProgressBar>
      <Button tone="quiet" small onPress={onStop}>
        {t(strings.stop)}
      </Button>
    </div>
  );
}

type RefusedProps = {
  upload: Extract<Upload, { kind: 'refused' }>;
  onRetry: (file: File) => void;
  onDismiss: () => void;
};

function Refused({ upload, onRetry, onDismiss }: RefusedProps) {
  const { t } = useText();
  const explain = useExplain();
  const { error, file, name } = upload;
  const refused = error instanceof UploadRefusedError;
  const action =
    !refused || error.again ? (
      <Button
        tone="secondary"
        small
        icon={<RotateCw aria-hidden="true" className="size-4" />}
        onPress={() => onRetry(file)}
      >
        {t(strings.retry)}
      </Button>
    ) : (
      <Button tone="secondary" small icon={<X aria-hidden="true" className="size-4" />} onPress={onDismiss}>
        {t(strings.dismiss)}
      </Button>
    );
  return (
    <Banner tone="danger" live action={action}>
      <bdi className="line-clamp-1 break-all text-sm font-medium">{name}</bdi>
      {refused ? t(uploadRefusalStrings[error.refusal]) : explain(error)}
    </Banner>
  );
}
