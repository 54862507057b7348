import optimizeLocales from '@react-aria/optimize-locales-plugin';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Widget strings of other languages are left out: 43 KB that nobody would read. */
const locales = { ...optimizeLocales.vite({ locales: ['ar-AE', 'en-US'] }), enforce: 'pre' as const };

/** What a route does in words is for the API's document; screens never show it. */
const summaries = {
  name: 'contracts-without-summaries',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    /\/shared\/[\w-]+\/contract\.ts$/.test(id)
      ? { code: code.replace(/\bsummary:\s*'(?:[^'\\]|\\.)*'/g, "summary: ''"), map: null }
      : undefined,
};

/** Sentences for what can be wrong come with the first refusal (`web/src/lib/problem-texts.ts`), not with every page. */
const problems = {
  name: 'features-without-problems',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    /\/shared\/[\w-]+\/feature\.ts$/.test(id)
      ? { code: code.replace(/^export const problems = .*?;$/ms, ''), map: null }
      : undefined,
};

const forms =
  /(react-aria|react-stately)\/dist\/private\/(button|form|interactions|label|live-announcer|ssr|textfield|utils|i18n\/(I18nProvider|useDefaultLocale|useLocalizedStringFormatter|utils))|react-aria-components\/dist\/private\/(Button|FieldError|Form|Input|Label|Text|TextField|utils)\.|@internationalized\/string/;
/** Dates and dragging stay with the pages that use them. */
const overlays =
  /(react-aria|react-stately|react-aria-components)\/dist\/private\/(?!dnd|date|calendar|spinbutton|Date|Calendar|i18n\/(useDate|useNumber))/;

/** Drawings that the door, its errors and every toast show; all others, which come with the first page that has one. */
const doorIcons =
  'circle-exclamation-point|circle-check|info|triangle-exclamation-point|x|cloud-off|compass|eye|eye-off|loader-circle';
const otherIcons = new RegExp(
  `node_modules[\\\\/]lucide-react[\\\\/]dist[\\\\/]esm[\\\\/]icons[\\\\/](?!(?:${doorIcons})\\.)`,
);

export default defineConfig({
  root: import.meta.dirname,
  plugins: [locales, summaries, problems, react(), tailwind()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    // Fonts and pictures stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    // Browsers that do not know `modulepreload` load a moment later; all others need not carry this.
    modulePreload: { polyfill: false },
    // One style sheet: lazy chunks then never wait for, or miss, their own.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        // Few requests beat few bytes on a slow phone.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            // Long lists and many questions at once stay with the pages that ask so.
            {
              name: 'tanstack',
              test: /node_modules[\\/]@tanstack[\\/](?!.*(?:Queries|queries|InfiniteQuery|infiniteQuery))/,
              priority: 20,
            },
            // Those of the first pages apart from the others, which nobody at the door needs.
            { name: 'icon', test: /node_modules[\\/]lucide-react[\\/]dist[\\/]esm[\\/](?!icons[\\/])/, priority: 16 },
            { name: 'icons', test: otherIcons, priority: 15, minShareCount: 2 },
            // What a form needs; the door and the shell load this and nothing of menus, dialogs and lists.
            { name: 'aria-forms', test: forms, priority: 12, minShareCount: 2 },
            { name: 'aria-overlays', test: overlays, priority: 10, minShareCount: 3 },
          ],
        },
      },
    },
  },
});
