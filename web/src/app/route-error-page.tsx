import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from '../ui/error-state.tsx';
import { DoorFrame } from './door-frame.tsx';

/** A page that could not be opened: what happened, and another try. */
export function RouteErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} onRetry={retry} />;
}

/** The same where it is not even known who is there, so that there is no shell around it. */
export const DoorErrorPage = (props: ErrorComponentProps) => (
  <DoorFrame>
    <RouteErrorPage {...props} />
  </DoorFrame>
);
