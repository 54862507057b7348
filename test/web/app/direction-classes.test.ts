// @vitest-environment node
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../web/src');
/** Utilities that name a side of the screen instead of a side of the text. */
const physical =
  /(?<![\w-])-?(?:(?:ml|mr|pl|pr|scroll-ml|scroll-mr|scroll-pl|scroll-pr|left|right|border-[lr]|rounded-(?:[lr]|t[lr]|b[lr])|inset-[lr])-[\w[(./]|(?:text|float|clear|origin|object)-(?:left|right)(?![\w-])|(?:border-[lr]|rounded-(?:[lr]|t[lr]|b[lr]))(?=[\s'"`]))/;

const physicalIn = (source: string): string[] =>
  source.split('\n').filter((line) => !/^\s*(\/\/|\*|\/\*|import )/.test(line) && physical.test(line));

describe('the direction of the screens', () => {
  it.each(['ml-2', '-mr-2', 'pl-[3px]', 'left-0', 'text-right', 'rounded-l', 'border-r-2', 'sm:pr-4', 'rounded-tl-lg'])(
    'would be spoilt by %s',
    (name) => {
      expect(physicalIn(`<div className="flex ${name} p-2">`)).toHaveLength(1);
    },
  );

  it.each([
    'ms-2',
    'text-start',
    'rounded-lg',
    'border-line',
    'bottom-right-ish',
    'object-cover',
    'pe-4',
    'leading-tight',
  ])('is not spoilt by %s', (name) => {
    expect(physicalIn(`<div className="flex ${name} p-2">`)).toHaveLength(0);
  });

  it('follows the language everywhere: no class names a side of the screen', () => {
    const found = globSync('**/*.{ts,tsx}', { cwd: root }).flatMap((file) =>
      physicalIn(readFileSync(join(root, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it('and the plain style sheet name none either', () => {
    const css = readFileSync(join(root, 'app/app.css'), 'utf8');
    expect(css.match(/(margin|padding|border|inset)-(left|right)\b|^\s+(left|right|float):/gm) ?? []).toEqual([]);
  });
});
