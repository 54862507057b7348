import { describe, expect, it } from 'vitest';
import { openingOf } from '../../../web/src/features/posts/composer/opening.ts';
import { createAccount, createPost } from './builders.ts';

const accounts = [createAccount()];
const { accountId } = createAccount();
const kept = {
  accountIds: [accountId],
  caption: 'ما لم يُحفظ',
  firstComment: '',
  images: [],
  date: '',
  time: '',
  revision: 0,
};
/** An hour after the time that `createPost` is planned for. */
const now = Date.parse('2026-02-18T16:00:00Z');
const nothing = { post: undefined, kept: null, at: undefined, accounts, now };

describe('what the composer opens with', () => {
  it('is the only working account, chosen already', () => {
    expect(openingOf(nothing).state.accountIds).toEqual([accountId]);
    const broken = createAccount({ accountId: 'ac_broken', health: 'needs_reconnect' });
    expect(openingOf({ ...nothing, accounts: [...accounts, broken] }).state.accountIds).toEqual([accountId]);
    expect(
      openingOf({ ...nothing, accounts: [...accounts, createAccount({ accountId: 'ac_2' })] }).state.accountIds,
    ).toEqual([]);
  });

  it('is the slot that was pressed, and no nonsense from the address', () => {
    expect(openingOf({ ...nothing, at: '2026-02-18T18:00' }).state).toMatchObject({
      date: '2026-02-18',
      time: '18:00',
    });
    expect(openingOf({ ...nothing, at: '2026-02-31T18:00' }).state).toMatchObject({ date: '', time: '' });
    expect(openingOf({ ...nothing, at: 'tomorrow' }).state).toMatchObject({ date: '', time: '' });
  });

  it('is the work that was not saved, and says so', () => {
    expect(openingOf({ ...nothing, kept })).toMatchObject({ state: { caption: 'ما لم يُحفظ' }, notice: 'restored' });
  });

  it('offers unsaved work instead of putting it over a change of somebody else', () => {
    const post = createPost({ revision: 4 });
    const old = openingOf({ ...nothing, post, kept: { ...kept, revision: 3 } });
    expect(old).toMatchObject({ state: { caption: post.caption }, notice: 'offered' });
    const same = openingOf({ ...nothing, post, kept: { ...kept, revision: 4 } });
    expect(same).toMatchObject({ state: { caption: kept.caption }, notice: 'restored' });
  });

  it('forgets accounts that are no longer connected', () => {
    const post = createPost();
    expect(openingOf({ ...nothing, post, accounts: [] }).state.accountIds).toEqual([]);
  });

  it('offers the time that a draft had before it was taken back, and a chosen slot before that', () => {
    const formerTime = { wallTime: '2026-02-20T21:30', zone: 'Asia/Kuwait' };
    const { schedule: _, ...rest } = createPost({ state: 'draft', formerTime });
    const opening = openingOf({ ...nothing, post: rest });
    expect(opening).toMatchObject({ offered: '2026-02-20T21:30', state: { date: '2026-02-20', time: '21:30' } });
    expect(openingOf({ ...nothing, post: rest, at: '2026-02-21T08:00' }).state.date).toBe('2026-02-21');
    expect(openingOf({ ...nothing, post: rest, now: Date.parse('2026-02-21') }).state.date).toBe('');
  });

  it('puts the only working account to a draft that was written before there was one, and to no other post', () => {
    const draft = createPost({ state: 'draft', targets: [] });
    expect(openingOf({ ...nothing, post: draft }).state.accountIds).toEqual([accountId]);
    const elsewhere = [createAccount({ accountId: 'ac_other' })];
    expect(openingOf({ ...nothing, post: createPost(), accounts: elsewhere }).state.accountIds).toEqual([]);
    expect(openingOf({ ...nothing, kept: { ...kept, accountIds: [] } }).state.accountIds).toEqual([accountId]);
  });

  it('does not propose the passed time of a post that was missed', () => {
    expect(openingOf({ ...nothing, post: createPost({ state: 'missed' }) }).state).toMatchObject({
      date: '',
      time: '',
    });
  });
});
