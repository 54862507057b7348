import { Check, CircleAlert, Crop } from 'lucide-react';
import type { Fit, Pictured } from '#shared/platforms/media-fit.ts';
import { networkOf, type Platform } from '#shared/platforms/platform.ts';
import { type Translate, useText } from '../../lib/i18n.ts';
import { frameStrings, verdictStrings } from './frame-strings.ts';
import { verdictsOf } from './verdicts.ts';

type Props = { image: Pictured; platforms: readonly Platform[] };

/** What becomes of an image on each network: now, and not at the minute it goes out. */
export function VerdictList({ image, platforms }: Props) {
  const { t } = useText();
  return (
    <ul aria-label={t(verdictStrings.verdicts)} aria-live="polite" className="flex flex-col gap-1 text-sm">
      {verdictsOf(image, platforms).map(({ platform, fit }) => {
        const Icon = icons[fit.is];
        return (
          <li
            key={platform}
            className={`flex items-start gap-2 ${isGood(fit) ? 'text-soft' : 'font-medium text-danger'}`}
          >
            <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {said(t, t(networkOf(platform).names), fit)}
          </li>
        );
      })}
    </ul>
  );
}

const icons = { fits: Check, framed: Crop, needs_frame: CircleAlert, cannot: CircleAlert } as const;
const isGood = ({ is }: Fit): boolean => is === 'fits' || is === 'framed';

function said(t: Translate, network: string, fit: Fit): string {
  if (fit.is === 'fits') return t(verdictStrings.fits, { network });
  if (fit.is === 'framed') return t(verdictStrings.framed, { network, shape: t(frameStrings[fit.shape]) });
  if (fit.is === 'cannot') return t(verdictStrings[fit.why], { network });
  const shape = t(frameStrings[fit.frame.shape]);
  if (fit.why === 'small') return t(verdictStrings.small, { network });
  return t(verdictStrings[fit.why], { network, shape });
}
