import { tiktokLinker } from '#functions/platforms/tiktok/oauth.ts';
import { startTikTok, tiktokSecret, tiktokShops } from '#local/sandbox/tiktok.ts';
import { consent } from './instagram.ts';
import { openGround } from './network-world.ts';
import { pointAt } from './platform-env.ts';

const [first] = tiktokShops;
if (!first) throw new Error('The sandbox has no accounts');
/** The café on TikTok. */
export const tiktokCafe = first;
const redirectUri = 'http://127.0.0.1:3000/connections/callback/tiktok';

/** TikTok's stand-in with a picture host, and the product pointed at it. */
export async function startTikTokWorld() {
  const opened = await openGround();
  const sandbox = await startTikTok(opened.ground);
  pointAt('tiktok', sandbox.urls);
  const allowed = (choice: { decision?: 'allow' | 'deny'; withhold?: string } = {}) =>
    consent(tiktokLinker.authorizeUrl(tiktokSecret, { redirectUri, state: 's1' }), {
      account: tiktokCafe.id,
      ...choice,
    });
  const exchange = (code: string) => tiktokLinker.exchange(tiktokSecret, { redirectUri, code, state: 's1' });
  return {
    ...opened,
    sandbox,
    allowed,
    exchange,
    async connected(choice: { withhold?: string } = {}) {
      const linked = await exchange((await allowed(choice)).code);
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
export type TikTokWorld = Awaited<ReturnType<typeof startTikTokWorld>>;
