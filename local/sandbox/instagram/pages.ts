import sharp from 'sharp';
import type { Reply } from '#cloud/outside/sandbox.ts';
import { captionParts } from '#shared/platforms/caption.ts';
import { accounts, pictureOf, type SandboxAccount } from './accounts.ts';
import type { CommentStore, PostedComment } from './comments.ts';
import type { MediaStore, PublishedMedia } from './media.ts';
import { escaped, pageOf } from './page.ts';

const html = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
});

const head = (account: SandboxAccount): string =>
  `<div class="head"><img src="/pictures/${account.id}.svg" alt="" width="56" height="56"><div><b>${account.nameAr}</b><br><a dir="ltr" href="/${account.username}/">@${account.username}</a></div></div>`;

const minute = new Intl.DateTimeFormat('ar-KW', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Asia/Kuwait' });

/** Handles and links run left to right, also inside Arabic. */
const shown = (text: string): string =>
  captionParts(text)
    .map(({ kind, text }) =>
      kind === 'mention' || kind === 'link' ? `<bdi dir="ltr">${escaped(text)}</bdi>` : escaped(text),
    )
    .join('');

const commentOf = ({ username, text }: PostedComment): string =>
  `<p class="caption" dir="auto"><b dir="ltr">@${escaped(username)}</b> ${shown(text)}</p>`;

const postPage = (account: SandboxAccount, item: PublishedMedia, comments: readonly PostedComment[]): string =>
  pageOf(
    `${account.nameAr} · @${account.username}`,
    `<article class="card">${head(account)}<img class="photo" src="${escaped(item.url)}" alt="${escaped(item.altText)}">
<p class="caption" dir="auto">${shown(item.caption)}</p><time datetime="${new Date(item.at).toISOString()}">${minute.format(item.at)}</time>${comments.map(commentOf).join('')}</article>`,
  );

const profilePage = (account: SandboxAccount, items: readonly PublishedMedia[]): string =>
  pageOf(
    `@${account.username}`,
    `<div class="card">${head(account)}<div class="grid">${items
      .map(
        ({ shortcode, url, altText }) =>
          `<a href="/p/${shortcode}/"><img src="${escaped(url)}" alt="${escaped(altText || 'post')}"></a>`,
      )
      .join('')}</div>${items.length === 0 ? '<p>لا منشورات بعد · No posts yet</p>' : ''}</div>`,
  );

const indexPage = (): string =>
  pageOf('Instagram sandbox', `<div class="card"><h1>Instagram · sandbox</h1>${accounts.map(head).join('')}</div>`);

/** The picture as Instagram serves it: a small JPEG. */
async function jpegOf(account: SandboxAccount): Promise<Reply> {
  const body = await sharp(Buffer.from(pictureOf(account)))
    .resize(150, 150)
    .jpeg()
    .toBuffer();
  return { status: 200, headers: { 'content-type': 'image/jpeg' }, body };
}

/** What a person sees of the sandbox: profiles, published posts, pictures. Undefined when there is no such page. */
export function pageAt(path: string, media: MediaStore, comments: CommentStore): Reply | Promise<Reply> | undefined {
  if (path === '/') return html(indexPage());
  const picture = accounts.find(({ id }) => path === `/pictures/${id}.svg`);
  if (picture) return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: pictureOf(picture) };
  const photo = accounts.find(({ id }) => path === `/pictures/${id}.jpg`);
  if (photo) return jpegOf(photo);
  const profile = accounts.find(({ username }) => path === `/${username}/` || path === `/${username}`);
  if (profile) return html(profilePage(profile, media.list(profile.id, { limit: 60 })));
  const item = media.media(/^\/p\/(\w+)\/?$/.exec(path)?.[1] ?? '');
  const account = accounts.find(({ id }) => id === item?.account);
  return item && account ? html(postPage(account, item, comments.of(item.id))) : undefined;
}
