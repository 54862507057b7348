import * as z from 'zod/mini';
import { NewMember } from '../auth/contract.ts';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { page, pageQuery } from '../contract/page.ts';
import { teamRoles } from '../contract/permission.ts';
import { contract } from '../contract/route.ts';
import { email, language, text } from '../contract/text.ts';

/** A client is one business: the tenant that owns posts, media and accounts. */
export const ClientProfile = z.object({
  clientId: id('client'),
  name: z.string(),
  nameEn: z.string(),
  zone: z.string(),
  status: z.enum(['active', 'suspended']),
  createdAt: z.number(),
});
export type ClientProfile = z.infer<typeof ClientProfile>;

export const Member = z.object({
  userId: id('user'),
  email: z.string(),
  name: z.string(),
  role: z.enum(teamRoles),
  /** `invited` until the first sign-in. */
  status: z.enum(['invited', 'active', 'suspended']),
  /** Of somebody invited: when the last mail went out and until when it works. Absent while none has gone out. */
  invitation: z.optional(z.object({ sentAt: z.number(), expiresAt: z.number() })),
});
export type Member = z.infer<typeof Member>;

const params = z.strictObject({ clientId: id('client') });
const member = z.strictObject({ userId: id('user') });
const reason = z.strictObject({ reason: text(200, 1) });

export const clients = contract('clients', {
  list: {
    method: 'GET',
    path: '/clients',
    permission: 'clients:read',
    summary: 'List businesses',
    query: z.strictObject({ ...pageQuery }),
    response: page(ClientProfile),
  },
  create: {
    method: 'POST',
    path: '/clients',
    permission: 'clients:create',
    status: 201,
    summary: 'Open a business and invite its manager',
    body: z.strictObject({
      name: text(80, 1),
      nameEn: text(80, 1),
      manager: z.strictObject({ email: email(), name: text(80, 1), language }),
    }),
    response: ClientProfile,
  },
  get: {
    method: 'GET',
    path: '/clients/{clientId}',
    permission: 'clients:read',
    summary: 'Read a business',
    params,
    response: ClientProfile,
  },
  suspend: {
    method: 'POST',
    path: '/clients/{clientId}/suspend',
    permission: 'clients:suspend',
    replay: 'joined',
    summary: 'Suspend a business: nobody of its team gets in, within a minute',
    params,
    body: reason,
    response: ClientProfile,
  },
  resume: {
    method: 'POST',
    path: '/clients/{clientId}/resume',
    permission: 'clients:suspend',
    replay: 'joined',
    summary: 'Lift the suspension of a business',
    params,
    body: reason,
    response: ClientProfile,
  },
  members: {
    method: 'GET',
    path: '/team',
    permission: 'team:read',
    summary: 'List the team of my business',
    response: z.object({ items: z.array(Member) }),
  },
  addMember: {
    method: 'POST',
    path: '/team',
    permission: 'team:write',
    status: 201,
    summary: 'Invite somebody to the team of my business; the mail tells them what to do',
    body: NewMember,
    response: Member,
  },
  changeMember: {
    method: 'PATCH',
    path: '/team/{userId}',
    permission: 'team:write',
    summary: 'Give somebody of my team another role',
    params: member,
    body: z.strictObject({ role: z.enum(teamRoles) }),
    response: Member,
  },
  inviteAgain: {
    method: 'POST',
    path: '/team/{userId}/invitation',
    permission: 'team:write',
    summary: 'Send the invitation of somebody who has not joined yet again',
    params: member,
    response: Member,
  },
  removeMember: {
    method: 'DELETE',
    path: '/team/{userId}',
    permission: 'team:write',
    summary: 'Remove somebody from my team: shut out within a minute',
    params: member,
  },
});

/** @public The schemas that the OpenAPI document names. */
export const components = {
  Client: { schema: ClientProfile, description: 'A business: it owns posts, images and accounts.' },
  Member: { schema: Member, description: 'Somebody of a business’s team.' },
} satisfies Components;
