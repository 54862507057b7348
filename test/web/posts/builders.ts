import { KUWAIT } from '#shared/calendar/kuwait.ts';
import type { Post, PostSummary, TargetView } from '#shared/posts/contract.ts';
import type { SocialAccount } from '#shared/social/contract.ts';

const TAIL = '0mb4zzzzzz0000000000000000';
const PUBLISH_AT = Date.parse('2026-02-18T15:00:00Z');

export const createAccount = (overrides: Partial<SocialAccount> = {}): SocialAccount => ({
  accountId: `ac_${TAIL}`,
  platform: 'instagram',
  username: 'cafe.kw',
  name: 'مقهى السالمية',
  health: 'healthy',
  scopes: [],
  connectedAt: 0,
  ...overrides,
});

export const createTarget = (overrides: Partial<TargetView> = {}): TargetView => ({
  targetId: `tg_${TAIL}`,
  accountId: `ac_${TAIL}`,
  platform: 'instagram',
  kind: 'image',
  username: 'cafe.kw',
  state: 'scheduled',
  attempt: 0,
  ...overrides,
});

export const createPost = (overrides: Partial<Post> = {}): Post => ({
  postId: `po_${TAIL}`,
  revision: 3,
  state: 'scheduled',
  caption: 'عرض رمضان على Flat White 🌙 #رمضان #Kuwait',
  media: [{ mediaId: `md_${TAIL}`, url: 'http://127.0.0.1/photo.jpg', width: 1080, height: 1080 }],
  targets: [createTarget()],
  schedule: { publishAt: PUBLISH_AT, wallTime: '2026-02-18T18:00', zone: KUWAIT },
  createdAt: PUBLISH_AT - 86_400_000,
  updatedAt: PUBLISH_AT - 86_400_000,
  ...overrides,
});

export const createSummary = (overrides: Partial<PostSummary> = {}): PostSummary => ({
  postId: `po_${TAIL}`,
  revision: 3,
  state: 'scheduled',
  excerpt: 'عرض رمضان على Flat White',
  platforms: ['instagram'],
  accountIds: [`ac_${TAIL}`],
  schedule: { publishAt: PUBLISH_AT, wallTime: '2026-02-18T18:00', zone: KUWAIT },
  updatedAt: PUBLISH_AT - 86_400_000,
  ...overrides,
});
