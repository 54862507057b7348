import { afterEach, describe, expect, it } from 'vitest';
import { readMirror, writeMirror } from '../../../web/src/features/posts/composer/draft-mirror.ts';
import { forgetMirrorsOf, mirrorKey } from '../../../web/src/features/posts/composer/draft-store.ts';
import { startFakeDatabase } from '../support/fake-database.ts';

let database: ReturnType<typeof startFakeDatabase> | undefined;
afterEach(() => database?.stop());

const draft = {
  accountIds: [],
  caption: 'نصف فكرة',
  firstComment: '#فكرة',
  images: [],
  date: '',
  time: '',
  revision: 0,
};

describe('what a person left unsaved in this browser', () => {
  it('is found again under their name and nobody else’s', async () => {
    database = startFakeDatabase({});
    await writeMirror(mirrorKey('us_sara'), draft);
    expect(await readMirror(mirrorKey('us_sara'))).toEqual(draft);
    expect(await readMirror(mirrorKey('us_ali'))).toBeUndefined();
  });

  it('is found as well when it was kept before there were first comments', async () => {
    const { firstComment: _, ...older } = draft;
    database = startFakeDatabase({ [mirrorKey('us_sara')]: older });
    expect(await readMirror(mirrorKey('us_sara'))).toEqual({ ...draft, firstComment: '' });
  });

  it('is erased with all their posts when they sign out, and other people’s stay', async () => {
    database = startFakeDatabase({
      'us_sara/new': draft,
      'us_sara/po_1': draft,
      'us_sarah/new': draft,
      'us_a/new': draft,
    });
    await forgetMirrorsOf('us_sara');
    expect(database.keys()).toEqual(['us_sarah/new', 'us_a/new']);
  });

  it('costs nobody anything in a browser without a database', async () => {
    await expect(forgetMirrorsOf('us_sara')).resolves.toBeUndefined();
    expect(await readMirror(mirrorKey('us_sara'))).toBeUndefined();
  });
});
