import { networkOf, type Platform } from '#shared/platforms/platform.ts';

/** The simple outline of a network; never mirrored. Always beside the network's or account's name. */
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
      <path d={networkOf(platform).outline} />
    </svg>
  );
}
