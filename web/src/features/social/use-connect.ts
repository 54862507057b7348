import { useMutation } from '@tanstack/react-query';
import type { Platform } from '#shared/platforms/platform.ts';
import { useExplain } from '../../lib/explain.ts';
import { toast } from '../../ui/toast.tsx';
import { socialApi } from './queries.ts';

/** Sends the browser to the network's own consent page. `busy` stays true while the page is leaving. */
export function useConnect(platform: Platform) {
  const explain = useExplain();
  const connect = useMutation({
    mutationFn: () => socialApi.connect({ params: { platform } }),
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
    onError: (error) => toast({ tone: 'danger', text: explain(error) }),
  });
  return { begin: () => connect.mutate(), busy: connect.isPending || connect.isSuccess };
}
