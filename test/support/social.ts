import { handler } from '#functions/social/api.ts';
import { INSTAGRAM_APP_ID, INSTAGRAM_APP_SECRET } from '#local/sandbox/instagram/oauth.ts';
import { client } from '#shared/contract/client.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { social } from '#shared/social/contract.ts';
import { startBackend } from './backend.ts';
import { sendFor } from './gateway.ts';
import { cafe, consent, startInstagramWorld } from './instagram.ts';
import type { Person } from './people.ts';
import { pointAt } from './platform-env.ts';

type Choice = { account?: string; decision?: 'allow' | 'deny'; withhold?: string };

/** The social feature with its AWS services and Instagram's stand-in, all on one clock. */
export async function startSocialWorld() {
  const backend = await startBackend();
  const instagram = await startInstagramWorld({ clock: backend.clock, db: backend.ground.db });
  pointAt('instagram', instagram.sandbox.urls);
  const app = { appId: INSTAGRAM_APP_ID, appSecret: INSTAGRAM_APP_SECRET };
  backend.secretsManager.putSecret('ksa-test/instagram', JSON.stringify(app));
  const params = { platform: 'instagram' as const };
  const as = (person: Pick<Person, 'token'>) => client(social, sendFor(handler, person.token));

  /** Goes to the consent page and chooses there; gives what the browser brings back. */
  const visit = async (person: Pick<Person, 'token'>, choice: Choice = {}) => {
    const { authorizeUrl } = await as(person).connect({ params });
    return consent(authorizeUrl, { account: cafe.id, ...choice });
  };

  return {
    backend,
    instagram,
    as,
    params,
    visit,
    /** The whole round trip of connecting an account. */
    async connect(person: Pick<Person, 'token'>, choice: Choice = {}): Promise<SocialAccount> {
      const { state, code } = await visit(person, choice);
      return as(person).callback({ params, body: { state, code } });
    },
    async close() {
      await instagram.close();
      await backend.close();
    },
  };
}
export type SocialWorld = Awaited<ReturnType<typeof startSocialWorld>>;
