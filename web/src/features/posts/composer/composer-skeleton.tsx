import { LoadingRegion, Skeleton } from '../../../ui/skeleton.tsx';

/** The shape of the composer while its data arrives. */
export function ComposerSkeleton() {
  return (
    <LoadingRegion className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Skeleton className="h-160 rounded-card" />
      <Skeleton className="h-120 rounded-card" />
    </LoadingRegion>
  );
}
