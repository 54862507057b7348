import { useState } from 'react';
import type { Platform } from '#shared/platforms/platform.ts';
import { PlatformIcon } from '../../ui/platform-icon.tsx';

type Props = { pictureUrl: string | undefined; name: string; platform: Platform };

/** The picture of an account with its network in the corner; its first letter when the picture is gone. */
export function AccountPicture({ pictureUrl, name, platform }: Props) {
  const [broken, setBroken] = useState(false);
  return (
    <span aria-hidden="true" className="relative size-14 shrink-0">
      {pictureUrl && !broken ? (
        <img
          src={pictureUrl}
          alt=""
          width={56}
          height={56}
          referrerPolicy="no-referrer"
          onError={() => setBroken(true)}
          className="size-14 rounded-full border border-line object-cover"
        />
      ) : (
        <span className="grid size-14 place-items-center rounded-full bg-brand-wash text-xl font-semibold text-brand">
          {[...name][0] ?? '?'}
        </span>
      )}
      <span className="absolute -end-1 -bottom-1 rounded-full bg-surface p-1 shadow-card">
        <PlatformIcon platform={platform} className="size-4" />
      </span>
    </span>
  );
}
