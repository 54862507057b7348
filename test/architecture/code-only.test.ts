// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the samples are source text
import { describe, expect, it } from 'vitest';
import { codeOnly } from './code-only.ts';

describe('what the architecture tests take for code', () => {
  it.each([
    ['a comment', 'x(); // any console.log', 'x();'],
    ['a block comment', '/* as any */ y', 'y'],
    ['a string', "say('console.log')", "say(' ')"],
    ['an escaped quote', "say('it\\'s any') + any", "say(' ') + any"],
    ['a template', 'say(`any`) + any', 'say(` `) + any'],
    ['the hole of a template is code', 'say(`a ${any} b`)', 'say(` ${any} `)'],
    ['a brace inside the hole of a template', 'say(`${f({ a: any })} any`) + any', 'say(`${f({ a: any })} `) + any'],
    ['a template in a template', 'say(`${`any ${any}`}`)', 'say(`${` ${any}`}`)'],
    ['a regular expression', 'any.test(/any["\'`/]any/g)', 'any.test(/ /g)'],
    ['a division', 'a / any / b', 'a / any / b'],
  ])('%s', (_, source, expected) => {
    const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();
    expect(squeezed(codeOnly(source))).toBe(squeezed(expected));
  });

  it('keeps every line where it was', () => {
    const source = 'a\n/* b\nc */\n`d\n${e}\nf`\ng';
    expect(codeOnly(source).split('\n').length).toBe(source.split('\n').length);
  });
});
