import type { Http } from '#runtime/http.ts';

/**
 * The network of an address: an IPv6 customer has at least 64 bits for themselves, so all of them count as one. IPv4
 * stays whole. What is not an address (somebody can write anything into a header) counts as it is written.
 */
export function subnetOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = head.split(':').filter(Boolean);
  const rest = tail?.split(':').filter(Boolean) ?? [];
  const whole = [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest];
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** The /24 network that CloudFront's machines at one location share. */
const edgeSubnetOf = (edge: string): string => subnetOf(edge).replace(/^(\d+\.\d+\.\d+)\.\d+$/, '$1.0/24');

/**
 * Where a request comes from, as far as nobody can write it for somebody else: the visitor's network together with the
 * /24 of who really connected. Whoever calls without CloudFront and names another's address in the header comes from
 * another place than they do.
 */
export const sourceOf = ({ ip, edge }: Http): string => `${subnetOf(ip)} ${edgeSubnetOf(edge)}`;
