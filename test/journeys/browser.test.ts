import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Photo, photos } from '#local/demo/photos.ts';
import { cafePosts } from '#local/demo/plan.ts';
import { writePosts } from '#local/demo/write-posts.ts';
import { openBrowser } from '#test/support/browser.ts';
import { dropFile, inspect, inspectAt, type Screen, tabTo, type Visit, visit } from '#test/support/browser-page.ts';
import { type Journey, startJourney } from '#test/support/journey.ts';
import { type Person, upload } from '#test/support/journey-person.ts';

const browser: Browser | undefined = await openBrowser();
const caption = 'قهوتنا العربية على أصولها: هيل وزعفران ☕️\n#قهوة_عربية #المباركية @mubarakiya.cafe';
const firstComment = '#قهوة #الكويت #KuwaitCoffee';
const sizes: readonly Screen[] = ['desktop', 'phone', 'smallest'];
const drawings = new Map<Photo, Buffer>();

let journey: Journey;
let manager: Person;

beforeAll(async () => {
  // Drawn first: once the upload gate runs in this process, drawings can no longer be read.
  for (const photo of photos) {
    const drawing = await readFile(new URL(`../../local/demo/photos/${photo}.svg`, import.meta.url));
    drawings.set(photo, await sharp(drawing).flatten({ background: '#ffffff' }).jpeg({ quality: 90 }).toBuffer());
  }
  // On a cloud of its own: a browser's clock stays at real time, and a shared cloud is weeks ahead of it.
  journey = await startJourney();
  manager = await journey.openBusiness('manager@mubarakiya.example');
});
afterAll(async () => {
  await browser?.close();
  await journey?.close();
});

const drawing = (photo: Photo) => drawings.get(photo) ?? Buffer.alloc(0);
/** Only what our own pages complain about; the consent page is somebody else's. */
const ours = (problems: readonly string[]) => problems.filter((one) => one.includes(journey.endpoints().web));
/** Without a browser there is nothing to try; `openBrowser` has said so loudly, or failed where one is demanded. */
const inBrowser =
  browser === undefined
    ? (title: string, _: () => void) =>
        it(`${title}: not tried, no browser here`, () => expect(process.env.CI).not.toBe('true'))
    : describe;
const at = (path: string) => `${journey.endpoints().web}${path}`;

async function signInByKeyboard({ page }: Visit, words: { email: string; password: string }) {
  await page.locator('input[type=password]').waitFor();
  await tabTo(page, words.email);
  await page.keyboard.type(manager.email);
  await tabTo(page, words.password);
  await page.keyboard.type(manager.password);
  await page.keyboard.press('Enter');
}

inBrowser('the whole journey in a browser', () => {
  let desk: Visit;

  it('a manager signs in, in Arabic and from right to left, without a mouse', async () => {
    if (!browser) return;
    desk = await visit(browser, 'desktop');
    await desk.page.goto(at('/'));
    await desk.page.getByRole('button', { name: 'تسجيل الدخول' }).waitFor();
    expect(await desk.page.evaluate('document.documentElement.dir')).toBe('rtl');
    await inspect(desk, 'sign-in', 'desktop');
    await signInByKeyboard(desk, { email: 'البريد الإلكتروني', password: 'كلمة المرور' });
    await desk.page.getByRole('link', { name: 'منشور جديد' }).waitFor();
    await desk.page.getByText('خطواتك الأولى').waitFor();
    await inspect(desk, 'home-new', 'desktop');
  });

  it('the manager connects Instagram through its consent page', async () => {
    const { page } = desk;
    await page.goto(at('/connections'));
    await page.getByRole('button', { name: 'ربط حساب' }).first().waitFor();
    await tabTo(page, 'ربط حساب');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'إنستغرام');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /المتابعة إلى .?إنستغرام/ }).waitFor();
    await inspect(desk, 'connect', 'desktop');
    await tabTo(page, /المتابعة إلى .?إنستغرام/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'السماح' }).press('Enter');
    await page.getByText('تم ربط').waitFor();
    await inspect(desk, 'connected', 'desktop');
    await page.goto(at('/connections'));
    await page.getByText('@mubarakiya.cafe').first().waitFor();
    await inspect(desk, 'connections', 'desktop');
  });

  it('the manager writes, drops a photo, picks a time and schedules; the calendar shows it', async () => {
    const { page } = desk;
    await page.goto(at('/compose'));
    await page.getByLabel('نص المنشور').waitFor();
    await tabTo(page, 'نص المنشور');
    await page.keyboard.insertText(caption);
    await tabTo(page, /^أول تعليق/);
    await page.keyboard.insertText(firstComment);
    await dropFile(page, '[role=group][aria-label="الصورة"]', drawing('dallah-and-dates'), 'قهوة.jpg');
    await page.getByText('الصورة جاهزة').first().waitFor({ state: 'attached' });
    await tabTo(page, 'الساعة القادمة');
    await page.keyboard.press('Enter');
    await inspect(desk, 'compose', 'desktop');
    await tabTo(page, /^جدولة/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/posts\/po_/);
    await page.getByText('مجدول').first().waitFor();
    await inspect(desk, 'post-scheduled', 'desktop');
  });

  it('at its minute the post goes out, and its page shows where it is', async () => {
    const { page } = desk;
    await journey.advance('PT95M');
    await page.reload();
    const link = page.getByRole('link', { name: /افتحه على .?إنستغرام/ });
    await link.waitFor();
    await inspect(desk, 'post', 'desktop');
    const answer = await fetch((await link.getAttribute('href')) ?? '');
    const shown = await answer.text();
    expect(shown).toContain('قهوتنا العربية على أصولها');
    expect(shown).toContain(firstComment);
    await page.getByText('أُضيف أول تعليق').waitFor();
    expect(await journey.published()).toEqual([caption]);
  });

  it('leaves no complaint in the console and breaks no rule of the page', () => {
    expect(ours(desk.problems)).toEqual([]);
  });
});

inBrowser('every screen in both languages and sizes', () => {
  beforeAll(async () => {
    if (!browser) return;
    const { items } = await manager.api.social.accounts();
    const images = new Map(
      await Promise.all(
        photos.map(async (photo) => [photo, await upload(manager.api, drawing(photo), `${photo}.jpg`)] as const),
      ),
    );
    const now = journey.now();
    await writePosts(manager.api, cafePosts, {
      accounts: new Map(items.map(({ platform, accountId }) => [platform, accountId])),
      images,
      now,
    });
    await journey.advance('PT1M');
    const [waiting] = (await manager.api.posts.list({ query: { state: 'scheduled' } })).items;
    const { postId = '', revision = 0 } = waiting ?? {};
    await manager.api.posts.pause({ params: { postId }, body: { revision } });
  });

  // One visit per language and one load per screen: the window is what changes its size, as a turned phone does.
  it.each(['ar', 'en'] as const)(
    'is accessible and fits a desk, a phone and the smallest phone: %s',
    async (language) => {
      if (!browser) return;
      const guest = await visit(browser, 'desktop');
      const { page } = guest;
      await page.clock.setFixedTime(journey.now());
      await page.addInitScript((chosen) => localStorage.setItem('ksa.language', chosen), language);
      await page.goto(at('/forgot'));
      await page.locator('input').first().waitFor();
      await inspectAt(guest, 'forgot', sizes);
      await page.goto(at('/sign-in'));
      await page.locator('input[type=password]').waitFor();
      await inspectAt(guest, 'sign-in', sizes);
      const words =
        language === 'ar'
          ? { email: 'البريد الإلكتروني', password: 'كلمة المرور' }
          : { email: 'E-mail address', password: 'Password' };
      await signInByKeyboard(guest, words);
      await page.getByRole('navigation').first().waitFor({ state: 'attached' });
      await page.waitForURL((url) => url.pathname === '/');
      const published = (await manager.api.posts.list({ query: { state: 'published' } })).items.at(-1)?.postId;
      const paused = (await manager.api.posts.list({ query: { state: 'paused' } })).items[0]?.postId;
      for (const [name, path] of [
        ['home', '/'],
        ['connections', '/connections'],
        ['team', '/team'],
        ['calendar', '/calendar?view=month'],
        ['calendar-week', '/calendar?view=week'],
        ['post', `/posts/${published}`],
        ['post-paused', `/posts/${paused}`],
        ['compose', '/compose'],
      ] as const) {
        await page.goto(at(path));
        await page.getByRole('main').getByRole('heading').first().waitFor();
        if (name === 'compose') await fillComposer(guest, language);
        await inspectAt(guest, name, sizes);
      }
      expect(ours(guest.problems)).toEqual([]);
      await guest.context.close();
    },
  );
});

async function fillComposer({ page }: Visit, language: 'ar' | 'en') {
  const text = page.getByRole('textbox', { name: language === 'ar' ? 'نص المنشور' : 'Text of the post' });
  await text.fill(caption);
  await page.getByRole('textbox', { name: language === 'ar' ? 'أول تعليق' : 'First comment' }).fill(firstComment);
  const group = `[role=group][aria-label="${language === 'ar' ? 'الصورة' : 'Image'}"]`;
  await dropFile(page, group, drawing('karak-with-cardamom'), 'karak.jpg');
  await page.locator('figure img, main img[src*="/md_"]').first().waitFor();
}
