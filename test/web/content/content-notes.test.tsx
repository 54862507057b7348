import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { createAccount, createPost } from '../posts/builders.ts';
import { startFakeServer } from '../support/fake-server.ts';
import { createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => {
  cleanup();
  server?.stop();
});
// jsdom lays nothing out, so it cannot scroll either.
Element.prototype.scrollIntoView = () => undefined;

function open() {
  server = startFakeServer({
    'POST /auth/refresh': () => ({ status: 200, body: createSignedIn() }),
    'GET /social/accounts': () => ({ status: 200, body: { items: [createAccount()] } }),
    'POST /posts': () => ({ status: 201, body: createPost({ state: 'draft', media: [], targets: [], revision: 1 }) }),
  });
  return renderApp('/compose', { returning: true, writing: null });
}
const write = async (label: string, text: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value: text } });
const plain = (element: HTMLElement) => element.textContent?.replace(/[\u2066-\u2069]/g, '');

/** The notes below a text, once it has rested. */
const notes = async () => within(await screen.findByRole('list', { name: 'ملاحظات قواعد النشر' }, { timeout: 4000 }));
const said = async () => (await (await notes()).findAllByRole('listitem', {}, { timeout: 4000 })).map(plain);

describe('the notes below a text', () => {
  it('name the words, the rule and what to do, the strictest first', async () => {
    open();
    await write('نص المنشور', 'خصم ٥٠٪ على خَمر وبيرة');
    expect(await said()).toEqual([
      'ممنوع (الخمور): خَمر · وبيرة. احذفها ليُنشر المنشور.',
      'للعلم (عرض ترويجي): خصم · ٥٠٪. تأكد من ترخيص وزارة التجارة للعرض، واحتفظ برقمه.',
    ]);
  });

  it('go once the words are mended', async () => {
    open();
    await write('نص المنشور', 'بيرة');
    await said();
    await write('نص المنشور', 'خميرة كبيرة');
    await waitFor(() => expect(screen.queryByText(/ممنوع/)).toBeNull(), { timeout: 4000 });
  });

  it('stand below the first comment for what is written there', async () => {
    open();
    await write('أول تعليق (اختياري)', '#سجائر');
    const field = (await screen.findByLabelText('أول تعليق (اختياري)')).closest('[data-field=comment]');
    expect(await said()).toEqual(['ممنوع (التبغ والتدخين الإلكتروني): سجائر. احذفها ليُنشر المنشور.']);
    expect(field?.contains(screen.getByText(/ممنوع/))).toBe(true);
  });

  it('say why a treatment with a price is not allowed', async () => {
    open();
    await write('نص المنشور', 'بوتوكس ٢٥ د.ك');
    expect((await said())[0]).toMatch(/لا تُذكر أسعار العلاج/);
  });
});
