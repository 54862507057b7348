import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Media } from '#shared/media/contract.ts';
import { type Frame, framedSize, shapeNames } from '#shared/media/frame.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRegion, Skeleton } from '../../ui/skeleton.tsx';
import { ChoiceButtons } from './choice-buttons.tsx';
import { frameStrings as strings } from './frame-strings.ts';
import { FrameView } from './frame-view.tsx';
import { mediaApi, mediaKey, oneMediaQuery } from './queries.ts';
import { VerdictList } from './verdict-list.tsx';
import { whenFramed } from './when-framed.ts';

type Props = {
  mediaId: string;
  platforms: readonly Platform[];
  /** What to begin with, where a network refuses the whole image. */
  proposal: Frame | undefined;
  onFramed: (media: Media) => void;
  onClose: () => void;
};

/** Chooses how an image stands in a shape, and has it made. */
export function FrameDialog({ mediaId, onClose, ...rest }: Props) {
  const { t } = useText();
  const found = useQuery(oneMediaQuery(mediaId));
  if (found.data) return <Chooser media={found.data} onClose={onClose} {...rest} />;
  return (
    <Dialog title={t(strings.title)} isOpen onClose={onClose}>
      {found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <LoadingRegion>
          <Skeleton className="aspect-square" />
        </LoadingRegion>
      )}
    </Dialog>
  );
}

const limited = (value: number) => Math.round(Math.min(100, Math.max(0, value)));

function Chooser({ media, platforms, proposal, onFramed, onClose }: Omit<Props, 'mediaId'> & { media: Media }) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const { width = 1, height = 1, url = '', versions = [] } = media;
  const size = { width, height };
  const [frame, setFrame] = useState<Frame>(
    () =>
      proposal ??
      versions.find(({ shape }) => shape === media.chosen) ?? { shape: 'square', way: 'crop', x: 50, y: 50 },
  );
  const [everywhere, setEverywhere] = useState(proposal === undefined);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { shape, way, x, y } = frame;
  const asIf = {
    ...size,
    versions: [...versions.filter((version) => version.shape !== shape), { shape, ...framedSize(size, frame) }],
    chosen: everywhere ? shape : media.chosen,
  };

  const act = async (work: () => Promise<Media>) => {
    setBusy(true);
    setError(undefined);
    try {
      onFramed(await work());
      await queries.invalidateQueries({ queryKey: mediaKey });
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  const make = () =>
    act(async () => {
      const params = { mediaId: media.mediaId, shape };
      return whenFramed(mediaApi, await mediaApi.frame({ params, body: { way, x, y, everywhere } }), shape);
    });
  const giveUp = () => act(() => mediaApi.unframe({ params: { mediaId: media.mediaId, shape } }));

  return (
    <Dialog
      title={t(strings.title)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button busy={busy} onPress={make}>
            {t(strings.make)}
          </Button>
          {versions.some((version) => version.shape === shape) && (
            <Button tone="secondary" onPress={giveUp}>
              {t(strings.giveUp)}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FrameView
          url={url}
          size={size}
          frame={frame}
          label={t(strings.preview)}
          onMove={(toX, toY) => setFrame({ ...frame, x: limited(toX), y: limited(toY) })}
        />
        <div className="flex flex-wrap gap-3">
          <ChoiceButtons
            label={t(strings.shape)}
            options={shapeNames.map((key) => ({ key, text: t(strings[key]) }))}
            value={shape}
            onChange={(next) => setFrame({ ...frame, shape: next })}
          />
          <ChoiceButtons
            label={t(strings.way)}
            options={(['crop', 'fit'] as const).map((key) => ({ key, text: t(strings[key]) }))}
            value={way}
            onChange={(next) => setFrame({ ...frame, way: next })}
          />
        </div>
        {way === 'crop' && (
          <div className="grid gap-2 sm:grid-cols-2">
            <Slider label={t(strings.across)} value={x} onChange={(next) => setFrame({ ...frame, x: next })} ltr />
            <Slider label={t(strings.down)} value={y} onChange={(next) => setFrame({ ...frame, y: next })} />
          </div>
        )}
        <label className="flex min-h-11 items-center gap-3">
          <input
            type="checkbox"
            checked={everywhere}
            onChange={({ target }) => setEverywhere(target.checked)}
            className="size-5 accent-brand"
          />
          {t(strings.everywhere)}
        </label>
        <VerdictList image={asIf} platforms={platforms} />
        {error !== undefined && (
          <Banner tone="danger" live>
            {explain(error)}
          </Banner>
        )}
      </div>
    </Dialog>
  );
}

type SliderProps = { label: string; value: number; onChange: (value: number) => void; ltr?: boolean };

/** A place in the picture, which is the same in both languages. */
function Slider({ label, value, onChange, ltr = false }: SliderProps) {
  return (
    <label className="flex flex-col gap-1 text-sm">
      {label}
      <input
        type="range"
        min={0}
        max={100}
        value={value}
        {...(ltr ? { dir: 'ltr' } : {})}
        onChange={({ target }) => onChange(Number(target.value))}
        className="min-h-8 w-full accent-brand"
      />
    </label>
  );
}
