import { Crop } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Media } from '#shared/media/contract.ts';
import type { Pictured } from '#shared/platforms/media-fit.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { strings } from './strings.ts';
import { proposalFor } from './verdicts.ts';

const FrameDialog = lazy(() => import('./frame-dialog.tsx').then((module) => ({ default: module.FrameDialog })));

type Props = {
  image: Pictured & { mediaId: string };
  /** The networks that it is meant for. */
  platforms: readonly Platform[];
  onFramed: (media: Media) => void;
};

/** Opens the frames of an image: with the nearest that is allowed, when a network refuses its shape. */
export function FrameButton({ image, platforms, onFramed }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const proposal = proposalFor(image, platforms);
  return (
    <div>
      <Button
        tone={proposal ? 'primary' : 'secondary'}
        small
        icon={<Crop aria-hidden="true" className="size-4" />}
        onPress={() => setOpen(true)}
      >
        {t(proposal ? strings.frameNow : strings.frame)}
      </Button>
      {open && (
        <Suspense>
          <FrameDialog
            mediaId={image.mediaId}
            platforms={platforms}
            proposal={proposal}
            onFramed={onFramed}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
