import sharp from 'sharp';
import type { Reply } from '#cloud/outside/sandbox.ts';
import { accounts, pictureOf, type SandboxAccount } from '../instagram/accounts.ts';
import { escaped, pageOf } from '../instagram/page.ts';
import { html } from './consent.ts';

/** One of the sandbox's businesses on a network: `id` as that network has it. */
export type SandboxShop = { id: string; username: string; name: string; nameAr: string; look: SandboxAccount };

/** The same businesses as on Instagram, by other ids and names. */
export const shopsOf = (
  on: (account: SandboxAccount, index: number) => { id: string; username: string },
): readonly SandboxShop[] =>
  accounts.map((look, index) => ({ ...on(look, index), name: look.name, nameAr: look.nameAr, look }));

/** The round picture of an account, as the consent page (`svg`) and the product (`jpg`) load it. */
export function pictureAt(path: string, shops: readonly SandboxShop[]): Reply | Promise<Reply> | undefined {
  const [, id, type] = /^\/pictures\/([\w-]+)\.(svg|jpg)$/.exec(path) ?? [];
  const shop = shops.find((one) => one.id === id);
  if (!shop) return undefined;
  if (type === 'svg') return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: pictureOf(shop.look) };
  return jpegOf(shop);
}

async function jpegOf({ look }: SandboxShop): Promise<Reply> {
  const body = await sharp(Buffer.from(pictureOf(look)))
    .resize(120)
    .flatten({ background: '#fff' })
    .jpeg()
    .toBuffer();
  return { status: 200, headers: { 'content-type': 'image/jpeg' }, body };
}

/** One published thing, for people. */
export type Shown = { href: string; text: string; at: number; images: readonly string[] };

const minute = new Intl.DateTimeFormat('ar-KW', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Kuwait' });

/** What an account shows to people: newest first, or one post alone. */
export const shownPage = ({ id, nameAr, username }: SandboxShop, posts: readonly Shown[]): Reply =>
  html(
    pageOf(
      `${nameAr} · @${username}`,
      `<div class="card"><div class="head"><img src="/pictures/${id}.svg" alt="" width="56" height="56"><div><b>${nameAr}</b><br><span dir="ltr">@${username}</span></div></div>${
        posts.map(articleOf).join('<hr>') || '<p>لا منشورات بعد · Nothing yet</p>'
      }</div>`,
    ),
  );

const articleOf = ({ href, text, at, images }: Shown): string =>
  `<article>${images.map((src) => `<img class="photo" src="${escaped(src)}" alt="">`).join('')}<p class="caption" dir="auto">${escaped(text)}</p><a href="${escaped(href)}"><time>${minute.format(at)}</time></a></article>`;
