import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '#test/support/browser.ts';
import { inspectAt, type Visit, visit } from '#test/support/browser-page.ts';
import { type Journey, startJourney } from '#test/support/journey.ts';
import type { Person } from '#test/support/journey-person.ts';

const browser: Browser | undefined = await openBrowser();
let journey: Journey;
let manager: Person;
beforeAll(async () => {
  // On a cloud of its own: a browser's clock stays at real time, and a shared cloud is weeks ahead of it.
  journey = await startJourney();
  manager = await journey.openBusiness('manager@mubarakiya.example');
});
afterAll(async () => {
  await browser?.close();
  await journey?.close();
});

const at = (path: string) => `${journey.endpoints().web}${path}`;
const pay = (url: string, outcome: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ outcome, gateway: 'KNET' }), redirect: 'manual' });
const body = { planId: 'basic', interval: 'month', method: 'kn', language: 'ar' } as const;
const standing = async (person: Person) => (await person.api.payments.subscription()).subscription?.standing;

describe('a business that pays', () => {
  it('is active when only the webhook tells of it, and nobody came back to the page', async () => {
    const other = await journey.openBusiness('sara@example.com');
    expect(await standing(other)).toBe('trial');
    const { url = '', paymentId } = await other.api.payments.checkout({ body });
    await pay(url, 'success');
    await journey.settle();
    const params = { paymentId };
    await expect
      .poll(async () => (await other.api.payments.payment({ params })).state, { timeout: 20_000 })
      .toBe('paid');
    expect(await standing(other)).toBe('active');
  });

  it('is active within ten minutes when nobody tells of it at all', async () => {
    const other = await journey.openBusiness('noor@example.com');
    const { url = '', paymentId } = await other.api.payments.checkout({ body });
    await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ outcome: 'success', gateway: 'KNET', webhooks: '0' }),
      redirect: 'manual',
    });
    await journey.advance('PT10M');
    expect((await other.api.payments.payment({ params: { paymentId } })).state).toBe('paid');
    const { items } = await other.api.payments.invoices({ query: {} });
    expect(items).toMatchObject([{ fils: 12_000, method: 'KNET' }]);
  });
});

const inBrowser =
  browser === undefined
    ? (title: string, _: () => void) =>
        it(`${title}: not tried, no browser here`, () => expect(process.env.CI).not.toBe('true'))
    : describe;

inBrowser('a manager in a browser', () => {
  let desk: Visit;

  it('sees how the trial stands and what the plans cost', async () => {
    if (!browser) return;
    desk = await visit(browser, 'desktop');
    const { page } = desk;
    await page.goto(at('/billing'));
    await page.getByLabel('البريد الإلكتروني').fill(manager.email);
    await page.locator('input[type=password]').fill(manager.password);
    await page.keyboard.press('Enter');
    await page.getByText('تجربة مجانية').first().waitFor();
    await page.getByText('12.000 د.ك').waitFor();
    await inspectAt(desk, 'billing-trial', ['desktop', 'phone', 'smallest']);
  });

  it('chooses a plan, is told what it costs, and fails at the bank', async () => {
    const { page } = desk;
    await page.setViewportSize({ width: 1366, height: 900 });
    await page.getByRole('button', { name: /اختيار .?الأساسية/ }).click();
    await page.getByText('تدفع اليوم').waitFor();
    await inspectAt(desk, 'checkout', ['desktop', 'phone']);
    await page.getByRole('button', { name: 'الذهاب إلى صفحة الدفع' }).click();
    await page.getByRole('button', { name: /رصيد غير كافٍ/ }).click();
    await page.waitForURL(/\/billing\/payments\/pm_/);
    await page.getByText('الرصيد غير كافٍ').waitFor();
    await inspectAt(desk, 'payment-failed', ['desktop', 'phone', 'smallest']);
  });

  it('tries again with a card, and has an invoice in both languages', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: 'إعادة المحاولة' }).click();
    await page.getByText('VISA / MASTER').click();
    await page.getByRole('button', { name: /دفع ناجح/ }).click();
    await page.getByText('تم الدفع، واشتراكك سارٍ').waitFor();
    await inspectAt(desk, 'payment-paid', ['desktop', 'phone', 'smallest']);
    await page.getByRole('link', { name: 'عرض الفاتورة' }).click();
    await page.getByText('KWD 12.000').waitFor();
    await page.getByText('12.000 د.ك').waitFor();
    await inspectAt(desk, 'invoice', ['desktop', 'phone', 'smallest']);
    await page.goto(at('/billing'));
    await page.getByText('سارية').first().waitFor();
    await inspectAt(desk, 'billing', ['desktop', 'phone', 'smallest']);
  });

  it('leaves no complaint in the console', () =>
    expect(desk.problems.filter((one) => one.includes(journey.endpoints().web))).toEqual([]));
});
