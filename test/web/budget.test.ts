// @vitest-environment node
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { features } from '#shared/features.ts';

const web = join(import.meta.dirname, '../../web');
const KB = 1000;

type Chunk = {
  fileName: string;
  code: string;
  imports: readonly string[];
  dynamicImports: readonly string[];
  facadeModuleId: string | null;
};
const chunks = new Map<string, Chunk>();
const assets = new Map<string, Uint8Array>();

// Built here, so that what is measured is what is in the tree and never an older dist/.
beforeAll(async () => {
  // Otherwise the test runner's own setting would measure React's development build.
  process.env.NODE_ENV = 'production';
  const result = await build({
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'silent',
    build: { write: false, manifest: false },
  });
  for (const output of Array.isArray(result) ? result : [result]) {
    if (!('output' in output)) continue;
    for (const file of output.output) {
      if (file.type === 'chunk') chunks.set(file.fileName, file);
      else assets.set(file.fileName, typeof file.source === 'string' ? Buffer.from(file.source) : file.source);
    }
  }
}, 180_000);

const chunkOf = (source: string): string => {
  const found = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId === join(web, source));
  if (!found) throw new Error(`no chunk begins with ${source}`);
  return found.fileName;
};

function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of chunks.get(name)?.imports ?? []) withImports(other, seen);
  return seen;
}

/** What is fetched only once a person has pressed, touched or typed something. Everything else counts as first visit. */
const onDemand = [
  // Or once the server has refused something.
  'src/lib/problem-texts.ts',
  'src/app/shell/shortcuts-dialog.tsx',
  'src/features/auth/sign-out-everywhere.tsx',
  'src/features/media/frame-dialog.tsx',
  'src/features/media/library-dialog.tsx',
  'src/features/posts/composer/ask-first.tsx',
  'src/features/posts/detail/mend-dialog.tsx',
  'src/features/posts/move-dialog.tsx',
  'src/features/posts/when/date-and-time.tsx',
];

/** The chunks of a page's source and, again and again, those its parts fetch by themselves. */
function withLazyParts(name: string, seen = new Set<string>()): Set<string> {
  const later = new Set(onDemand.map(chunkOf));
  for (const loaded of withImports(name)) {
    if (seen.has(loaded)) continue;
    seen.add(loaded);
    for (const other of chunks.get(loaded)?.dynamicImports ?? []) if (!later.has(other)) withLazyParts(other, seen);
  }
  return seen;
}

/** Gzip size in KB of all script that a first visit of a page loads. */
function firstVisit(...sources: string[]): number {
  // The entry's own lazy parts are the other pages.
  const names = new Set(withImports(chunkOf('index.html')));
  for (const source of sources) {
    const parts = new Set(names);
    for (const name of withLazyParts(chunkOf(source), parts)) names.add(name);
  }
  return [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '', { level: 9 }).length, 0) / KB;
}

const shell = 'src/app/shell/shell.tsx';

/**
 * Pages above their bar, in KB, since four networks, prayer times, frames and the rules for texts came to them. They may
 * only become lighter; a line goes when its page is back below.
 */
const over: Readonly<Record<string, number>> = {
  'sign-in': 166,
  reset: 165.5,
  'src/features/calendar/calendar-page.tsx': 235,
  'src/features/posts/compose-page.tsx': 232,
  'src/features/posts/post-page.tsx': 236.5,
};

describe('the weight of a first visit', () => {
  it.each(['sign-in', 'forgot', 'reset'])('is at most 165 KB of script for %s, or what is known of it', (page) => {
    const size = firstVisit(`src/features/auth/${page}-page.tsx`);
    expect(size).toBeLessThanOrEqual(over[page] ?? 165);
  });

  it('is at most 190 KB of script for Home', () => {
    expect(firstVisit(shell, 'src/app/home/home-page.tsx')).toBeLessThanOrEqual(190);
  });

  const pages = globSync('src/features/*/*-page.tsx', { cwd: web }).filter((path) => !path.includes('/auth/'));
  it.each(pages)('is at most 230 KB of script for %s, or what is known of it', (page) => {
    expect(firstVisit(shell, page)).toBeLessThanOrEqual(over[page] ?? 230);
  });

  it('has no sentence for what can be refused but those of every request; they come when something is', () => {
    const texts = chunkOf('src/lib/problem-texts.ts');
    // A page may say of its own form what the server would refuse; nobody else is to load that.
    const first = [...withImports(chunkOf('index.html')), ...withImports(chunkOf(shell))];
    const others = first.filter((name) => name !== texts).map((name) => chunks.get(name)?.code ?? '');
    const sentences = Object.values(features).flatMap(({ problems }) => Object.values(problems).map(({ ar }) => ar));
    expect(sentences.filter((ar) => !chunks.get(texts)?.code.includes(ar))).toEqual([]);
    expect(sentences.filter((ar) => others.some((code) => code.includes(ar)))).toEqual([]);
  });

  it('is at most 15 KB of style and 60 KB of fonts', () => {
    const sizes = (ending: string, pack: (bytes: Uint8Array) => number) =>
      [...assets].filter(([name]) => name.endsWith(ending)).reduce((sum, [, bytes]) => sum + pack(bytes), 0) / KB;
    expect(sizes('.css', (bytes) => gzipSync(bytes, { level: 9 }).length)).toBeLessThanOrEqual(15);
    expect(sizes('.woff2', (bytes) => bytes.length)).toBeLessThanOrEqual(60);
  });

  it('brings the widgets’ words in Arabic and English only', () => {
    const code = [...chunks.values()].map((chunk) => chunk.code).join('');
    expect(code).not.toMatch(/Schließen|Fermer|Закрыть|閉じる/);
  });
});
