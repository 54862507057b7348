import type { Outside } from '#cloud/outside/outside.ts';
import { aladhanHosts, startAladhan } from './aladhan.ts';
import { INSTAGRAM_APP_ID, INSTAGRAM_APP_SECRET } from './instagram/oauth.ts';
import { instagramHosts, startInstagram } from './instagram.ts';
import { myfatoorahHosts, myfatoorahSecret, startMyfatoorah } from './myfatoorah.ts';
import { snapchatHosts, snapchatSecret, startSnapchat } from './snapchat.ts';
import { startTikTok, tiktokHosts, tiktokSecret } from './tiktok.ts';
import { startX, xHosts, xSecret } from './x.ts';

/** How one network of the outside world is stood in for. */
export type StandIn = {
  start: Outside['sandboxes'][string];
  /** The path of each of its hosts on the one server; the hosts are called as in the product's variables. */
  hosts: Readonly<Record<string, string>>;
  /** What an operator would have been given by the network: fills its secret. */
  secret: Readonly<Record<string, string>>;
};

/** By the network's name in variables and secrets. */
export const sandboxes = {
  instagram: {
    start: startInstagram,
    hosts: instagramHosts,
    secret: { appId: INSTAGRAM_APP_ID, appSecret: INSTAGRAM_APP_SECRET },
  },
  x: { start: startX, hosts: xHosts, secret: xSecret },
  tiktok: { start: startTikTok, hosts: tiktokHosts, secret: tiktokSecret },
  snapchat: { start: startSnapchat, hosts: snapchatHosts, secret: snapchatSecret },
  aladhan: { start: startAladhan, hosts: aladhanHosts, secret: {} },
  myfatoorah: { start: startMyfatoorah, hosts: myfatoorahHosts, secret: myfatoorahSecret },
} as const satisfies Record<string, StandIn>;

export const standIns: readonly [name: string, StandIn][] = Object.entries(sandboxes);
