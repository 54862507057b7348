import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, clockOf, kuwaitDayOf } from '#shared/calendar/civil-day.ts';
import { usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import { openBrowser } from '#test/support/browser.ts';
import { inspectAt, type Screen, tabTo, type Visit, visit } from '#test/support/browser-page.ts';
import type { Journey } from '#test/support/journey.ts';
import { type Desk, draft, type Person, readyToPublish } from '#test/support/journey-person.ts';
import { joinJourney } from '#test/support/shared-journey.ts';

const browser: Browser | undefined = await openBrowser();
const sizes: readonly Screen[] = ['desktop', 'phone', 'smallest'];

let journey: Journey;
let manager: Person;
let desk: Desk;
beforeAll(async () => {
  journey = await joinJourney();
  manager = await journey.openBusiness('manager@prayer.example');
  desk = await readyToPublish(manager);
});
afterAll(async () => {
  await browser?.close();
  await journey?.close();
});

const at = (path: string) => `${journey.endpoints().web}${path}`;
/** Maghrib of tomorrow on Kuwait's clock, so many minutes from it. */
const nearMaghrib = (minutes: number): string => {
  const day = addDays(kuwaitDayOf(journey.now()), 1);
  return `${day}T${clockOf(computedTimes(day, 'capital').maghrib + minutes)}`;
};

async function enter(language: 'ar' | 'en', person: Person): Promise<Visit> {
  if (!browser) throw new Error('There is no browser');
  const guest = await visit(browser, 'desktop');
  const { page } = guest;
  await page.clock.setFixedTime(journey.now());
  await page.addInitScript((chosen) => localStorage.setItem('ksa.language', chosen), language);
  await page.goto(at('/sign-in'));
  await page.locator('input[type=email]').fill(person.email);
  await page.locator('input[type=password]').fill(person.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return guest;
}

/** Without a browser there is nothing to try; `openBrowser` has said so loudly, or failed where one is demanded. */
const inBrowser =
  browser === undefined
    ? (title: string, _: () => void) =>
        it(`${title}: not tried, no browser here`, () => expect(process.env.CI).not.toBe('true'))
    : describe;

inBrowser('a post steps aside for a prayer', () => {
  it('the manager chooses so in Arabic by keyboard, and a post eight minutes before Maghrib moves by eighteen', async () => {
    const guest = await enter('ar', manager);
    const { page } = guest;
    await page.goto(at('/calendar/settings'));
    await page.getByRole('radio', { name: /نقل/ }).waitFor();
    await inspectAt(guest, 'calendar-settings', sizes);
    await page.setViewportSize({ width: 1366, height: 900 });
    await page.getByRole('radio', { name: /تنبيه/ }).focus();
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /^حفظ/);
    await page.keyboard.press('Enter');
    await page.getByText('حُفظت الإعدادات').first().waitFor();

    const { postId } = await draft(manager, desk, 'كرك قبل المغرب');
    await page.goto(at(`/compose?postId=${postId}&at=${nearMaghrib(-8)}`));
    await page.getByLabel('نص المنشور').waitFor();
    const { revision } = await manager.api.posts.get({ params: { postId } });
    const { schedule } = await manager.api.posts.schedule({
      params: { postId },
      body: { revision, wallTime: nearMaghrib(-8) },
    });
    expect(schedule).toMatchObject({ wallTime: nearMaghrib(10), shifted: { prayer: 'maghrib', minutes: 18 } });
    await page.goto(at(`/posts/${postId}`));
    await page.getByText(/نُقل .*18.* دقيقة: .*المغرب/).waitFor();
    await inspectAt(guest, 'post-shifted', sizes);

    await page.setViewportSize({ width: 1366, height: 900 });
    await page.goto(at(`/calendar?view=week&date=${nearMaghrib(0).slice(0, 10)}`));
    await page.getByText('المغرب').first().waitFor();
    await inspectAt(guest, 'calendar-prayers', sizes);
    await guest.context.close();
  });

  it('the composer tells in English what will happen to a time inside a prayer', async () => {
    const guest = await enter('en', manager);
    const { page } = guest;
    await page.goto(at(`/compose?at=${nearMaghrib(-8)}`));
    await page.getByText(/This time is within/).waitFor();
    await page.getByText(/It will go out at/).waitFor();
    await inspectAt(guest, 'compose-prayer', sizes);
    await page.setViewportSize({ width: 1366, height: 900 });
    await page.getByRole('button', { name: 'Next free slot' }).press('Enter');
    await page.getByText(/This time is within/).waitFor({ state: 'detached' });
    await guest.context.close();
  });

  it('the owner announces the moon, in both languages', async () => {
    const owner = await journey.owner();
    for (const language of ['ar', 'en'] as const) {
      const guest = await enter(language, owner);
      await guest.page.goto(at('/staff/calendar'));
      await guest.page
        .getByRole('button', { name: language === 'ar' ? 'حفظ الإعلان' : 'Save the announcement' })
        .waitFor();
      await inspectAt(guest, 'staff-calendar', sizes);
      await guest.context.close();
    }
  });
});

describe('a post that is held', () => {
  it('waits for the end of Maghrib in the running application, and goes out once', async () => {
    const { version } = await manager.api.calendar.settings();
    await manager.api.calendar.changePolicy({ body: { version, policy: { ...usualPolicy, mode: 'hold' } } });
    const caption = 'كرك بعد المغرب';
    const { postId, revision } = await draft(manager, desk, caption);
    await manager.api.posts.schedule({ params: { postId }, body: { revision, wallTime: nearMaghrib(-5) } });
    const minutes = (to: string) => Math.ceil((Date.parse(`${to}:00+03:00`) - journey.now()) / 60_000);
    await journey.advance(`PT${minutes(nearMaghrib(5))}M`);
    expect(await journey.published()).not.toContain(caption);
    expect(await manager.api.posts.get({ params: { postId } })).toMatchObject({
      targets: [{ state: 'scheduled', waited: { prayer: 'maghrib', minutes: 15 } }],
    });
    await journey.advance('PT8M');
    await expect.poll(() => journey.published(), { timeout: 20_000 }).toContain(caption);
    expect((await journey.published()).filter((one) => one === caption)).toHaveLength(1);
  });
});
