import { defineStrings, useText } from '../lib/i18n.ts';
import { classNames } from './class-names.ts';

export const strings = defineStrings({ loading: { ar: 'جارٍ التحميل…', en: 'Loading…' } });

/** A grey shape of the size of what is coming, so that nothing jumps. Give width and height as classes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames('block animate-pulse rounded-xl bg-line motion-reduce:animate-none', className)}
    />
  );
}

/** Says "loading" once to a screen reader; put skeletons inside. They fade in late, so a fast answer never flickers. */
export function LoadingRegion({ children, className }: { children: React.ReactNode; className?: string }) {
  const { t } = useText();
  return (
    <div role="status" className={classNames('animate-late', className)}>
      <span className="sr-only">{t(strings.loading)}</span>
      {children}
    </div>
  );
}

/** Stands in for the rows of a list. */
export const LoadingRows = () => (
  <LoadingRegion className="flex flex-col gap-2">
    <Skeleton className="h-20" />
    <Skeleton className="h-20" />
    <Skeleton className="h-20" />
  </LoadingRegion>
);
