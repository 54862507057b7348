import { Me, SignedIn } from '../auth/contract.ts';
import { ClientProfile, Member } from '../clients/contract.ts';
import { Media } from '../media/contract.ts';
import { HistoryEntry, Post, PostMedia, PostSummary, Schedule, TargetView } from '../posts/contract.ts';
import { SocialAccount } from '../social/contract.ts';

/**
 * The schemas that the OpenAPI document names once and refers to, each with what a reader of it should know. A schema
 * that is not listed here is written out wherever it is used.
 */
export const components = {
  Me: { schema: Me, description: 'The person who is signed in. Staff have no client.' },
  SignedIn: {
    schema: SignedIn,
    description:
      'A session, or one more step before there is one. The refresh token is never in a body, it is set as a cookie.',
  },
  Client: { schema: ClientProfile, description: 'A business: it owns posts, images and accounts.' },
  Member: { schema: Member, description: 'Somebody of a business’s team.' },
  Media: {
    schema: Media,
    description: 'An image. `ready` once it was decoded and a rendition exists; `reason` tells why it was refused.',
  },
  SocialAccount: { schema: SocialAccount, description: 'A connected account of a business on a network.' },
  Schedule: {
    schema: Schedule,
    description: 'When a post goes out: the wall time a person chose, and the instant (milliseconds since the epoch).',
  },
  PostMedia: { schema: PostMedia, description: 'An image as a post carries it. Width and height are pixels.' },
  Target: {
    schema: TargetView,
    description: 'A post on one account: where it stands, and what went wrong or is next.',
  },
  PostSummary: { schema: PostSummary, description: 'A post in a list or calendar, without its full text.' },
  Post: {
    schema: Post,
    description: 'A post with everything that belongs to it. Send its `revision` back with every change.',
  },
  HistoryEntry: { schema: HistoryEntry, description: 'One line of what happened to a post. Nobody’s name: we acted.' },
} as const;
