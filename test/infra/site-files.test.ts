import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { siteFiles } from '#infra/deploy/site-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const built = (...keys: string[]) => {
  for (const key of keys) {
    mkdirSync(dirname(join(folder, key)), { recursive: true });
    writeFileSync(join(folder, key), '');
  }
};

describe('publishing the site', () => {
  it('a page goes out after everything it names', () => {
    built('index.html', 'assets/app-1.js', 'z.txt');
    expect(siteFiles(folder).map(({ key }) => key)).toEqual(['assets/app-1.js', 'z.txt', 'index.html']);
  });

  it('files with a hash in their name are kept for a year, pages are asked for anew', () => {
    built('index.html', 'assets/fonts/readex.woff2');
    expect(siteFiles(folder).map(({ contentType, cacheControl }) => [contentType, cacheControl])).toEqual([
      ['font/woff2', 'public, max-age=31536000, immutable'],
      ['text/html; charset=utf-8', 'no-cache'],
    ]);
  });

  it('source maps stay at home', () => {
    built('assets/app-1.js', 'assets/app-1.js.map');
    expect(siteFiles(folder).map(({ key }) => key)).toEqual(['assets/app-1.js']);
  });

  it('a kind of file nobody thought of stops the publication', () => {
    built('notes.docx');
    expect(() => siteFiles(folder)).toThrow('notes.docx: no content type is known');
  });
});
