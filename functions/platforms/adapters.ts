import type { Platform } from '#shared/platforms/platform.ts';
import { instagramLinker } from './instagram/oauth.ts';
import { instagramPublisher } from './instagram/publish.ts';
import type { Linker } from './linking.ts';
import type { Publisher } from './platform.ts';
import { snapchatLinker } from './snapchat/oauth.ts';
import { snapchatPublisher } from './snapchat/publish.ts';
import { tiktokLinker } from './tiktok/oauth.ts';
import { tiktokPublisher } from './tiktok/publish.ts';
import { xLinker } from './x/oauth.ts';
import { xPublisher } from './x/publish.ts';

/** What we can do on a network: connect its accounts, and publish on them. */
export type Adapter<P extends Platform = Platform> = { linker: Linker<P>; publisher: Publisher };

/** By network, each of them. A table to add to: a network that does not exist yet is tried out by its model. */
export const adapters: { [P in Platform]: Adapter<P> } = {
  instagram: { linker: instagramLinker, publisher: instagramPublisher },
  snapchat: { linker: snapchatLinker, publisher: snapchatPublisher },
  tiktok: { linker: tiktokLinker, publisher: tiktokPublisher },
  x: { linker: xLinker, publisher: xPublisher },
};

/** How accounts of a network are connected. */
export const linkerOf = (platform: Platform): Linker => adapters[platform].linker;

/** How we publish on a network. */
export const publisherOf = (platform: Platform): Publisher => adapters[platform].publisher;
