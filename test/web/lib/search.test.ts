// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { parseSearch, safeReturn, searchOf, stringifySearch } from '../../../web/src/lib/search.ts';

describe('the way back after signing in', () => {
  it.each(['/calendar?view=week', '/posts/po_1', '/'])('leads to %s', (path) => {
    expect(safeReturn(path)).toBe(path);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/sign-in?return=/x'])(
    'never leads to %s',
    (path) => {
      expect(safeReturn(path)).toBe('/');
    },
  );
});

describe('the address', () => {
  it('keeps a code of many digits exactly as it came', () => {
    const search = parseSearch('?code=12345678901234567890&state=1e5&x=');
    expect(search).toEqual({ code: '12345678901234567890', state: '1e5', x: '' });
    expect(stringifySearch({ code: search.code, empty: undefined })).toBe('?code=12345678901234567890');
  });

  it('drops what a page did not ask for', () => {
    expect(searchOf('state', 'code')({ state: 'a', other: 'b', code: '' })).toEqual({ state: 'a' });
  });
});
