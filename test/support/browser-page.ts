import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

export const screens = {
  desktop: { width: 1366, height: 900 },
  phone: { width: 360, height: 740 },
  smallest: { width: 320, height: 640 },
} as const;
export type Screen = keyof typeof screens;

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The screens whose pictures the documents show. */
const shown = new Set(['sign-in', 'connections', 'compose', 'calendar', 'post']);
const images = new URL('../../docs/images/', import.meta.url);

export type Visit = { page: Page; context: BrowserContext; problems: string[] };

/** A fresh browser of somebody in Kuwait. `problems` collects what the console and the page's policy complain about. */
export async function visit(browser: Browser, screen: Screen): Promise<Visit> {
  const context = await browser.newContext({
    viewport: screens[screen],
    locale: 'ar-KW',
    timezoneId: 'Asia/Kuwait',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const problems: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => void problems.push(`${error.message} (${page.url()})`));
  return { page, context, problems };
}

/** What axe finds on the page as it stands, in one line per violation. */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  );
}

/** Expressions are text, because the page's world of types is not this file's. */
const language = 'document.documentElement.lang';
const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/** What a reader hears of the element that has the focus. */
const focusedName = `(() => {
  const element = document.activeElement;
  const labelled = (element?.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
  const texts = [...labelled, ...(element?.labels ?? []), element].map((one) => one?.textContent);
  return [element?.getAttribute('aria-label'), ...texts].filter(Boolean).join(' ').trim();
})()`;

/** So tall that no bar that stays in view covers anything while axe looks. */
const TALL = 2400;

/** Nothing is still being fetched: no stand-in of a list or a form is left, pictures and letters are there. */
const complete = `document.querySelector('[aria-busy=true], .animate-pulse') === null
  && document.fonts.status === 'loaded' && [...document.images].every((image) => image.complete)`;

/** The screen as it stands, in each of these sizes. */
export async function inspectAt(visit: Visit, name: string, sizes: readonly Screen[]): Promise<void> {
  for (const screen of sizes) await inspect(visit, name, screen);
}

/**
 * The screen as it stands does not scroll sideways and, except on the smallest, has no violation; with `SHOTS=1` its
 * picture is kept.
 */
export async function inspect({ page }: Visit, name: string, screen: Screen): Promise<void> {
  await page.setViewportSize(screens[screen]);
  await page.locator('h1').first().waitFor();
  await expect.poll(() => page.evaluate(complete), { timeout: 20_000, message: `${name} is still loading` }).toBe(true);
  const title = `${name}-${await page.evaluate(language)}-${screen}`;
  expect(await page.evaluate(tooWide), `${title} is wider than its window`).toBe(0);
  if (screen === 'smallest') return;
  if (process.env.SHOTS === '1' && shown.has(name))
    await page.screenshot({ path: new URL(`${title}.png`, images).pathname });
  await page.setViewportSize({ ...screens[screen], height: TALL });
  expect(await violations(page), title).toEqual([]);
  await page.setViewportSize(screens[screen]);
}

/** Puts a file onto the element as a mouse would drop it. */
export async function dropFile(page: Page, selector: string, file: Buffer, name: string): Promise<void> {
  const transfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob('${file.toString('base64')}'), (character) => character.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], ${JSON.stringify(name)}, { type: 'image/jpeg' }));
    return data;
  })()`);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent(selector, type, { dataTransfer: transfer });
}

/** Moves by Tab until the named thing has the focus: only what a keyboard reaches counts. */
export async function tabTo(page: Page, name: string | RegExp, most = 60): Promise<void> {
  const fits = (text: string) => (typeof name === 'string' ? text.includes(name) : name.test(text));
  const seen: string[] = [];
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    const focused = String(await page.evaluate(focusedName));
    if (fits(focused)) return;
    seen.push(focused.slice(0, 40));
  }
  throw new Error(`Tab never reached ${name}: ${seen.join(' › ')}`);
}
