import { snapchatLinker } from '#functions/platforms/snapchat/oauth.ts';
import { snapchatSecret, snapchatShops, startSnapchat } from '#local/sandbox/snapchat.ts';
import { consent } from './instagram.ts';
import { openGround } from './network-world.ts';
import { pointAt } from './platform-env.ts';

const [first] = snapchatShops;
if (!first) throw new Error('The sandbox has no accounts');
/** The café on Snapchat. */
export const snapchatCafe = first;
const redirectUri = 'http://127.0.0.1:3000/connections/callback/snapchat';

/** Snapchat's stand-in with a picture host, and the product pointed at it. */
export async function startSnapchatWorld() {
  const opened = await openGround();
  const sandbox = await startSnapchat(opened.ground);
  pointAt('snapchat', sandbox.urls);
  const allowed = (decision: 'allow' | 'deny' = 'allow') =>
    consent(snapchatLinker.authorizeUrl(snapchatSecret, { redirectUri, state: 's1' }), {
      account: snapchatCafe.id,
      decision,
    });
  const exchange = (code: string) => snapchatLinker.exchange(snapchatSecret, { redirectUri, code, state: 's1' });
  return {
    ...opened,
    sandbox,
    allowed,
    exchange,
    async connected() {
      const linked = await exchange((await allowed()).code);
      if (!linked.ok) throw new Error(linked.fault.detail);
      return linked.value;
    },
    async close() {
      await sandbox.close();
      await opened.images.close();
      opened.clock.stop();
    },
  };
}
export type SnapchatWorld = Awaited<ReturnType<typeof startSnapchatWorld>>;
