// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { problems } from '#shared/contract/problem.ts';
import { fillIn } from '#shared/contract/sentence.ts';
import type { Phrase } from '#shared/contract/text.ts';
import { reasonCodes } from '#shared/publishing/reasons.ts';
import { actionStrings, strings as historyStrings } from '../../../web/src/features/posts/detail/history-strings.ts';
import { filesIn, textOf } from '../../architecture/source.ts';
import { catalogues, texts } from '../support/catalogue.ts';

type Words = Readonly<Record<string, { ar: unknown; en: unknown }>>;
const isDialog = (name: string, value: unknown): value is Words =>
  name.endsWith('Dialog') && typeof value === 'object' && value !== null && 'title' in value && 'act' in value;

/** Dialogs keep their words together, as `title`, `text…`, `act` and `keep…` of a catalogue named after them. */
const dialogs = catalogues
  .flatMap(({ exported }) => Object.entries(exported))
  .flatMap(([name, value]) => (isDialog(name, value) ? [{ name, words: value }] : []));

/** Of a text that counts, the form that most numbers take. */
const oneOf = (side: unknown): string => texts(side).at(-1) ?? '';

const said = (words: Words, kind: string, language: 'ar' | 'en') =>
  Object.entries(words)
    .filter(([name]) => name.startsWith(kind))
    .map(([, phrase]) => oneOf(phrase[language]))
    .join('<br>');

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const dialogRows = (language: 'ar' | 'en') =>
  dialogs.map(({ words }) => ['title', 'text', 'act', 'keep'].map((kind) => said(words, kind, language) || '·'));

const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, '');
const lineOf = (phrase: Phrase, language: 'ar' | 'en', actor: string) =>
  bare(fillIn(historyStrings.by[language], { what: phrase[language], actor }));

const document = `# Texts of the history and of the dialogs

Written from the catalogues by \`test/web/lib/texts.test.ts\`, which fails when this page says something else; \`npx vitest run --project web test/web/lib/texts.test.ts -u\` writes it anew.

## History

A line is the act and, when a person did it, their name beside it: «${lineOf(actionStrings['post.scheduled'] ?? historyStrings.other, 'ar', 'فاطمة العنزي')}», “${lineOf(actionStrings['post.scheduled'] ?? historyStrings.other, 'en', 'Fatima Al-Enezi')}”. What the product does by itself has nobody beside it. Below it stands the reason, if there is one, and the time.

${table(
  ['code', 'Arabic', 'English'],
  Object.entries(actionStrings).map(([code, { ar, en }]) => [`\`${code}\``, ar, en]),
)}

## Dialogs

The act is named by what it does, the safe way by what stays. Several texts in a cell: one of them is shown. Dialogs without a safe way of their own are closed by their cross.

${table(['العنوان', 'النص', 'الفعل', 'ما يبقى'], dialogRows('ar'))}

${table(['title', 'text', 'act', 'what stays'], dialogRows('en'))}
`;

/** What the core calls an act of a person on one account; the history has the act on the post. A removed post has none. */
const NOT_WRITTEN = [
  'post.removed',
  ...['scheduled', 'edited', 'paused', 'resumed', 'cancelled'].map((act) => `target.${act}`),
];

describe('the texts of history and dialogs', () => {
  it('are all on one page', async () => {
    await expect(document).toMatchFileSnapshot('../../../docs/texts.md');
  });
});

describe('the history', () => {
  it('has a line for everything that is written down about a post', () => {
    const codes = [...filesIn('functions/posts'), ...filesIn('functions/publishing'), ...filesIn('shared/publishing')]
      .flatMap((path) => [...textOf(path).matchAll(/'((?:post|target|comment)\.[a-z_]+)'/g)])
      .map(([, code = '']) => code);
    const others = new Set<string>([...Object.keys(problems), ...reasonCodes, ...NOT_WRITTEN]);
    expect([...new Set(codes)].filter((code) => !(code in actionStrings) && !others.has(code))).toEqual([]);
  });

  it('tells acts as nouns, so that a man, a woman or nobody may stand beside them', () => {
    // Third person masculine past, present tense: what a name before it would need.
    const verbs =
      /^(?:أنشأ|عد[ّ]?ل|حد[ّ]?د|طلب (?:من|أن)|ألغى|أوقف|استأنف|أك[ّ]?د|بدأ|جه[ّ]?ز|ينتظر|أرسل|بحث |أج[ّ]?ل|نشر[َ] |حفظ[َ] |أضاف|ي\p{L}+ )/u;
    expect(Object.values(actionStrings).filter(({ ar }) => verbs.test(ar))).toEqual([]);
    expect(Object.values(actionStrings).filter(({ en }) => !/^\p{Lu}/u.test(en))).toEqual([]);
  });
});

describe('a dialog', () => {
  const asking = dialogs.filter(({ words }) => 'keep' in words);

  it('that asks names both ways, and not by nearly the same words', () => {
    expect(asking.length).toBeGreaterThanOrEqual(5);
    for (const { words } of asking)
      for (const language of ['ar', 'en'] as const)
        for (const keep of Object.keys(words).filter((name) => name.startsWith('keep'))) {
          const [act = '', stays = ''] = [oneOf(words.act?.[language]), oneOf(words[keep]?.[language])];
          expect(stays.split(' ')[0], `${act} / ${stays}`).not.toBe(act.split(' ')[0]);
          expect(stays).not.toMatch(/إلغاء|Cancel/);
          expect(stays).toMatch(/^(?:إبقاؤ?ه?|Keep)/);
        }
  });

  it('takes its words from such a catalogue wherever it asks', () => {
    const sources = filesIn('web/src')
      .filter((path) => path.endsWith('.tsx'))
      .map(textOf);
    const uses = sources.flatMap((source) => source.match(/<ConfirmDialog[\s>]/g) ?? []).length;
    const told = sources.flatMap(
      (source) => source.match(/\bkeep=\{t\((?:words|\w+Dialog|paused \? \w+Dialog)\.keep/g) ?? [],
    ).length;
    expect(told).toBe(uses);
  });
});
