import * as z from 'zod/mini';
import type { Credentials, Fault, Outcome } from '../platform.ts';
import { snapchatRequest } from './call.ts';

const profile = z.object({
  // Part of keys and paths.
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  display_name: z.optional(z.string()),
  snap_user_name: z.optional(z.string()),
  logo_urls: z.optional(z.looseObject({ original_logo_url: z.optional(z.string()) })),
});
export type Profile = z.output<typeof profile>;
const wrapped = z.object({ public_profile: profile });
// Both shapes are in use.
const mine = z.union([wrapped, z.object({ public_profiles: z.array(wrapped) })]);

/** The public profile of whoever consented; undefined when they have none. */
export async function myProfile(credentials: Credentials): Promise<Outcome<Profile | undefined>> {
  const found = await snapchatRequest(
    credentials,
    { method: 'GET', path: '/v1/public_profiles/my_profile' },
    'read',
    mine,
  );
  if (!found.ok) return found;
  const value =
    'public_profile' in found.value ? found.value.public_profile : found.value.public_profiles[0]?.public_profile;
  return { ok: true, value };
}

/** What the accounts of a consent are called before Snap lets our app look at profiles. */
const PENDING = 'pending-';
export const pendingId = (mark: string): string => `${PENDING}${mark}`;
export const isPending = ({ externalId }: Pick<Credentials, 'externalId'>): boolean => externalId.startsWith(PENDING);

export const byHand = (detail: string): Fault => ({ disposition: 'permanent', reason: 'platform.by_hand', detail });

/**
 * A forbidden call has two meanings: our app is not on Snap's list (then everything is forbidden, and what is due is
 * posted by hand), or this profile took its consent back.
 */
export async function whyForbidden(credentials: Credentials, fault: Fault): Promise<Fault> {
  if (fault.reason !== 'platform.unapproved') return fault;
  const look = await myProfile(credentials);
  if (!look.ok && look.fault.reason === 'platform.unapproved') return byHand('not on the allow-list');
  return look.ok ? { disposition: 'reconnect', reason: 'account.reconnect', detail: fault.detail } : look.fault;
}
