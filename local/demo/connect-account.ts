import type { Platform } from '#shared/platforms/platform.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import type { Api } from './api.ts';

/** Connects an account as a browser does: consent page, "allow", and back with a code. */
export async function connectAccount(api: Api, platform: Platform, username: string): Promise<SocialAccount> {
  const params = { platform };
  const { authorizeUrl } = await api.social.connect({ params });
  const page = await (await fetch(authorizeUrl)).text();
  const decision = new URLSearchParams([
    ...fieldsOf(page),
    ['account', accountOf(page, username)],
    ['decision', 'allow'],
  ]);
  const { origin, pathname } = new URL(authorizeUrl);
  const answer = await fetch(`${origin}${pathname}`, { method: 'POST', body: decision, redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? 'about:blank').searchParams;
  const [state, code] = [back.get('state'), back.get('code')];
  if (!state || !code) throw new Error(`The consent page did not send us back with a code (${answer.status})`);
  return api.social.callback({ params, body: { state, code } });
}

/** What the consent page's form carries with it. */
const fieldsOf = (page: string): [string, string][] =>
  [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
    unescaped(name),
    unescaped(value),
  ]);

function accountOf(page: string, username: string): string {
  const choices = page.split('<label').filter((label) => label.includes(`@${username}<`));
  const id = /value="([\w-]+)"/.exec(choices[0] ?? '')?.[1];
  if (!id) throw new Error(`The consent page does not offer @${username}`);
  return id;
}

const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
