import { describe, expect, it } from 'vitest';
import { composerOf, emptyComposer } from '../../../web/src/features/posts/composer/composer-state.ts';
import { fieldOf, hindrancesOf } from '../../../web/src/features/posts/composer/hindrances.ts';
import { createPost } from './builders.ts';

const now = Date.parse('2026-02-18T12:00:00Z');
const nothing = { state: emptyComposer(), breaches: [], uploading: false, now };
const planned = composerOf(createPost());

describe('what stands in the way of an act', () => {
  it('is told part by part, in the order in which the parts stand', () => {
    const breaches = [{ rule: 'media_missing' as const }, { rule: 'caption_too_long' as const }];
    expect(hindrancesOf('schedule', { ...nothing, breaches })).toEqual(['accounts', 'text', 'image', 'when']);
    expect(hindrancesOf('publish', { ...nothing, breaches })).toEqual(['accounts', 'text', 'image']);
  });

  it('never keeps a draft from being saved, but a plan from being spoilt', () => {
    const breaches = [{ rule: 'caption_too_long' as const }];
    expect(hindrancesOf('save', { ...nothing, breaches })).toEqual([]);
    expect(hindrancesOf('save', { ...nothing, state: planned, breaches })).toEqual(['text']);
    expect(hindrancesOf('cancel', { ...nothing, state: { ...planned, accountIds: [] }, breaches })).toEqual([]);
  });

  it('is an image on its way, and a time that has passed', () => {
    expect(hindrancesOf('save', { ...nothing, uploading: true })).toEqual(['image']);
    expect(hindrancesOf('schedule', { ...nothing, state: planned, now: now + 86_400_000 })).toEqual(['when']);
  });

  it('is said at the part that it is about', () => {
    expect(fieldOf('comment_mentions')).toBe('comment');
    expect(fieldOf('image_too_tall')).toBe('image');
    expect(fieldOf('too_many_mentions')).toBe('text');
  });
});
