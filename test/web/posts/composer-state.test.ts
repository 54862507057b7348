import { describe, expect, it } from 'vitest';
import type { Post } from '#shared/posts/contract.ts';
import {
  bodyOf,
  type ComposerEvent,
  type ComposerState,
  composerOf,
  composerReducer,
  contentOf,
  emptyComposer,
  isDirty,
  isWorthKeeping,
} from '../../../web/src/features/posts/composer/composer-state.ts';
import { createPost } from './builders.ts';

const play = (state: ComposerState, ...events: ComposerEvent[]): ComposerState => events.reduce(composerReducer, state);

const stored = (post: Post): ComposerEvent => ({ kind: 'stored', post, content: contentOf(composerOf(post)) });

describe('the composer', () => {
  it('takes hidden direction overrides and control characters out of what is pasted, and says so', () => {
    const state = play(emptyComposer(), { kind: 'typed', caption: 'قهوة\u202e evil\u0000 ☕️' });
    expect(state.caption).toBe('قهوة evil ☕️');
    expect(state.cleaned).toBe(true);
    expect(play(state, { kind: 'typed', caption: 'قهوة ☕️' }).cleaned).toBe(false);
  });

  it('keeps line breaks, emoji and the ordinary direction marks of Arabic text', () => {
    const caption = 'صباح الخير\nمن\u200f الكويت 🇰🇼';
    expect(play(emptyComposer(), { kind: 'typed', caption })).toMatchObject({ caption, cleaned: false });
  });

  it('keeps a first comment beside the text: cleaned, worth keeping, and part of what is stored', () => {
    const state = play(emptyComposer(), { kind: 'commented', firstComment: '#قهوة\u202e' });
    expect(state).toMatchObject({ firstComment: '#قهوة', commentCleaned: true, caption: '', cleaned: false });
    expect([isWorthKeeping(state), isDirty(state)]).toEqual([true, true]);
    const post = createPost({ caption: '', firstComment: '#قهوة', media: [], targets: [] });
    expect(isDirty(play(state, stored(post)))).toBe(false);
    expect(composerOf(post).firstComment).toBe('#قهوة');
  });

  it('takes a blank first comment for none, as the server does', () => {
    const state = play(composerOf(createPost()), { kind: 'commented', firstComment: ' \n' });
    expect(isDirty(state)).toBe(false);
  });

  it('opens with the time of the calendar slot that was pressed', () => {
    expect(emptyComposer('2026-02-18T18:00')).toMatchObject({ date: '2026-02-18', time: '18:00' });
  });

  it('does not leave a draft behind when nothing was written', () => {
    expect(isWorthKeeping(play(emptyComposer(), { kind: 'typed', caption: '  \n' }))).toBe(false);
    expect(isWorthKeeping(play(emptyComposer(), { kind: 'typed', caption: 'قهوة' }))).toBe(true);
  });

  it('is clean again once the server holds what was written, and dirty when more was typed meanwhile', () => {
    const typed = play(emptyComposer(), { kind: 'typed', caption: 'قهوة' });
    expect(isDirty(typed)).toBe(true);
    const post = createPost({ caption: 'قهوة', media: [], targets: [] });
    expect(isDirty(play(typed, stored(post)))).toBe(false);
    expect(isDirty(play(typed, { kind: 'typed', caption: 'قهوة عربية' }, stored(post)))).toBe(true);
  });

  it('does not lose a word that was typed while a save was under way', () => {
    const post = createPost({ caption: 'قهوة', media: [], targets: [] });
    const state = play(emptyComposer(), { kind: 'typed', caption: 'قهوة عربية' }, stored(post));
    expect(state.caption).toBe('قهوة عربية');
    expect(state.post?.revision).toBe(post.revision);
  });

  it('opens an existing post unchanged', () => {
    const post = createPost();
    const state = composerOf(post);
    expect(isDirty(state)).toBe(false);
    expect(state).toMatchObject({ date: '2026-02-18', time: '18:00', caption: post.caption });
    expect(contentOf(state).accountIds).toEqual(post.targets.map(({ accountId }) => accountId));
  });

  it('replaces the image by a second one, and removes it', () => {
    const image = (mediaId: string) => ({ mediaId, url: '', width: 1080, height: 1080, altText: '' });
    const two = play(
      emptyComposer(),
      { kind: 'image_chosen', image: image('a') },
      { kind: 'image_chosen', image: image('b') },
    );
    expect(two.images.map(({ mediaId }) => mediaId)).toEqual(['b']);
    expect(play(two, { kind: 'image_removed', mediaId: 'b' }).images).toEqual([]);
  });

  it('brings back everything that was typed when the page had been closed', () => {
    const draft = {
      caption: 'قهوة',
      firstComment: '#قهوة',
      accountIds: ['x'],
      images: [],
      date: '2026-02-18',
      time: '18:00',
    };
    expect(play(emptyComposer(), { kind: 'restored', draft })).toMatchObject(draft);
  });

  it('framing an image is a change that is stored, though it is the same image', () => {
    const image = { mediaId: 'a', url: 'u', width: 1080, height: 1440, altText: '' };
    const versions = [{ shape: 'portrait' as const, url: 'v', width: 1080, height: 1350 }];
    const held = composerReducer(emptyComposer(), { kind: 'image_chosen', image });
    const before = { ...held, stored: contentOf(held) };
    const framed = composerReducer(before, { kind: 'image_framed', image: { mediaId: 'a', versions } });
    expect(isDirty(before)).toBe(false);
    expect(isDirty(framed)).toBe(true);
    expect(bodyOf(contentOf(framed))).not.toHaveProperty('looks');
  });
});
