import { LoadingRegion, Skeleton } from '../ui/skeleton.tsx';

/** The shape of a page while its code arrives. */
export function PendingPage() {
  return (
    <LoadingRegion className="flex flex-col gap-4 p-4">
      <Skeleton className="h-9 w-48" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-40 w-full" />
    </LoadingRegion>
  );
}
