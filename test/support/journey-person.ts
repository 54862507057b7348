import type { Api } from '#local/demo/api.ts';
import { connectAccount } from '#local/demo/connect-account.ts';
import { join } from '#local/demo/join.ts';
import { whenChecked } from '#local/demo/photos.ts';
import type { Media } from '#shared/media/contract.ts';
import { picture } from './images.ts';
import { type Ask, askApi, journeyApi, type Session } from './journey-api.ts';
import { sendForm } from './send-form.ts';

export type Person = {
  email: string;
  password: string;
  api: Api;
  /** The access token in use now. */
  token(): string;
  /** A raw request over the gateway in their name. */
  ask(request: Ask): ReturnType<typeof askApi>;
};

type Places = { api: string; mail: string };

/** Somebody who was invited: they open their mail, choose a password and sign in. */
export async function joined(places: Places, email: string): Promise<Person> {
  const password = 'Journey-Password-1';
  await join(places, email, password);
  return signedIn(places, email, password);
}

/** Somebody who has a login already. */
export async function signedIn(places: Places, email: string, password: string): Promise<Person> {
  const visitor = journeyApi(places.api, { token: undefined });
  const session: Session = { token: undefined, renew };
  async function renew() {
    const opened = await visitor.auth.signIn({ body: { email, password } });
    if (opened.kind !== 'session') throw new Error(`${email} was asked for ${opened.challenge}`);
    session.token = opened.accessToken;
  }
  await renew();
  const token = () => session.token ?? '';
  return {
    email,
    password,
    api: journeyApi(places.api, session),
    token,
    ask: (request) =>
      askApi(places.api, { ...request, headers: { authorization: `Bearer ${token()}`, ...request.headers } }),
  };
}

/** Uploads a file under a JPEG's name and has it checked: ready, or refused with a reason. */
export async function upload(api: Api, file: Buffer, fileName = 'photo.jpg'): Promise<Media> {
  const announced = { fileName, contentType: 'image/jpeg' as const, bytes: file.length };
  const { media, form } = await api.media.upload({ body: announced });
  const status = await sendForm(form, file);
  if (status >= 300) throw new Error(`The upload answered ${status}`);
  await api.media.finish({ params: { mediaId: media.mediaId } });
  return whenChecked(api, media.mediaId);
}

/** A business ready to publish: an account connected by its consent page, and one photo. */
export async function readyToPublish({ api }: Person, username = 'mubarakiya.cafe') {
  const account = await connectAccount(api, 'instagram', username);
  const image = await upload(api, await picture({ width: 1200, height: 1200 }));
  return { account, image, accountIds: [account.accountId], mediaIds: [image.mediaId] };
}

/** What they write about it, with their account and photo. */
export type Desk = Awaited<ReturnType<typeof readyToPublish>>;

/** Writes a draft. */
export const draft = (
  { api }: Person,
  { mediaIds, accountIds }: Pick<Desk, 'mediaIds' | 'accountIds'>,
  caption: string,
) => api.posts.create({ body: { caption, mediaIds, accountIds } });
