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
  page.on('pageerror', (error) => void problems.push(error.message));
  return { page, context, problems };
}

/** What axe finds on the page as it stands, in one line per violation. */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  );
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The screen as it stands has no violation and does not scroll sideways; with `SHOTS=1` its picture is kept. */
export async function inspect({ page }: Visit, name: string, screen: Screen): Promise<void> {
  await page.waitForLoadState('networkidle');
  const language = await page.evaluate(() => document.documentElement.lang);
  expect(await violations(page), `${name} ${language} ${screen}`).toEqual([]);
  expect(await overflow(page), `${name} ${language} ${screen} is wider than its window`).toBe(0);
  if (process.env.SHOTS === '1' && screen !== 'smallest')
    await page.screenshot({ path: new URL(`${name}-${language}-${screen}.png`, images).pathname });
}

/** Puts a file onto the element as a mouse would drop it. */
export async function dropFile(page: Page, selector: string, file: Buffer, name: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ base64, fileName }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], fileName, { type: 'image/jpeg' }));
      return data;
    },
    { base64: file.toString('base64'), fileName: name },
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent(selector, type, { dataTransfer: transfer });
}

/** Moves by Tab until the named thing has the focus: only what a keyboard reaches counts. */
export async function tabTo(page: Page, name: string | RegExp, most = 60): Promise<void> {
  const fits = (text: string) => (typeof name === 'string' ? text.includes(name) : name.test(text));
  const seen: string[] = [];
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return '';
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const labelled = (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '');
      const texts = [element.getAttribute('aria-label'), ...labelled, ...labels.map((label) => label.textContent)];
      return [...texts, element.innerText].filter(Boolean).join(' ');
    });
    if (fits(focused)) return;
    seen.push(focused.slice(0, 40));
  }
  throw new Error(`Tab never reached ${name}: ${seen.join(' › ')}`);
}
