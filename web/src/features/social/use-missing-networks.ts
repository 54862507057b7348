import { useQuery } from '@tanstack/react-query';
import type { Platform } from '#shared/platforms/platform.ts';
import { networksQuery } from './queries.ts';

/** The networks that are known not to be set up on this installation. While that is not known, all may be tried. */
export function useMissingNetworks(): readonly Platform[] {
  const { data = [] } = useQuery(networksQuery);
  return data.filter(({ ready }) => !ready).map(({ platform }) => platform);
}
