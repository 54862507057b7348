import { expect, it } from 'vitest';
import { varied } from '#functions/posts/content.ts';

const body = { clientId: 'cl_1', postId: 'po_1', caption: 'للجميع', media: [] };
const [onX, onTikTok] = [
  { accountId: 'ac_x', platform: 'x' },
  { accountId: 'ac_tiktok', platform: 'tiktok' },
] as const;
const answers = { privacy: 'SELF_ONLY', comments: 'on', madeUp: 'on' };

it('what is mended for one account keeps only the answers that its network asks for', () => {
  const once = varied(body, onTikTok, { options: answers });
  const both = varied(once, onX, { caption: 'لإكس', options: answers });

  expect(both.variants).toEqual([
    { accountId: 'ac_tiktok', options: { privacy: 'SELF_ONLY', comments: 'on' } },
    { accountId: 'ac_x', caption: 'لإكس' },
  ]);
});

it('what is said before stays where the change says nothing of it, and nothing said is nothing kept', () => {
  const before = varied(body, onTikTok, { caption: 'لتيك توك', options: { privacy: 'SELF_ONLY' } });

  expect(varied(before, onTikTok, { caption: 'أقصر' }).variants).toEqual([
    { accountId: 'ac_tiktok', caption: 'أقصر', options: { privacy: 'SELF_ONLY' } },
  ]);
  expect(varied(body, onX, {})).toEqual(body);
});
