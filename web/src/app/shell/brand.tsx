import { useText } from '../../lib/i18n.ts';
import { strings } from './strings.ts';

/** The diamond of the weave and the name. The drawing is never mirrored. */
export function Brand() {
  const { t } = useText();
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold">
      <svg aria-hidden="true" viewBox="0 0 64 64" className="size-9 shrink-0">
        <rect width="64" height="64" rx="16" fill="#0f5a5c" />
        <path d="M32 12 52 32 32 52 12 32Z" fill="none" stroke="#f3d9a4" strokeWidth="5" strokeLinejoin="round" />
        <path d="M32 24 40 32 32 40 24 32Z" fill="#fff" />
      </svg>
      {t(strings.product)}
    </span>
  );
}
