import type { Platform } from '#shared/platforms/platform.ts';

/** Simple outlines that stand for the networks; never mirrored. Always beside the network's or account's name. */
const shapes: Record<Platform, React.ReactNode> = {
  instagram: (
    <>
      <rect x="3" y="3" width="18" height="18" rx="5" />
      <circle cx="12" cy="12" r="4" />
      <circle cx="17" cy="7" r="0.8" fill="currentColor" />
    </>
  ),
  x: <path d="M4 4l16 16M20 4L4 20" />,
  snapchat: (
    <path d="M12 3c3 0 5 2 5 5v2l2 1-2 2c.5 2 2 3 3 3.500-1 1-2 1-3 1.500L12 21l-5-3c-1-.5-2-.5-3-1.500C5 16 6.500 15 7 13l-2-2 2-1V8c0-3 2-5 5-5z" />
  ),
  tiktok: <path d="M13 3v12.500a3.500 3.500 0 1 1-3.500-3.500M13 3c.5 3 2.500 5 6 5" />,
};

export function PlatformIcon({ platform, className }: { platform: Platform; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      {shapes[platform]}
    </svg>
  );
}
