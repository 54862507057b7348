import { createEvent, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';
import { createAccount } from './builders.ts';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const picture = () => new File([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)], 'image.png', { type: 'image/png' });

async function composer() {
  server = startFakeServer({
    'POST /auth/refresh': () => ({ status: 200, body: createSignedIn() }),
    'GET /social/accounts': () => ({ status: 200, body: { items: [createAccount()] } }),
    'POST /media/uploads': () => problem(503, 'internal.unexpected'),
  });
  renderApp('/compose', { language: 'en', returning: true });
  return screen.findByLabelText<HTMLTextAreaElement>('Text of the post');
}

/** Whether the browser is left to paste by itself. */
function paste(into: HTMLElement, files: File[], text: string): boolean {
  const clipboardData = { files, types: ['Files'], getData: (type: string) => (type === 'text/plain' ? text : '') };
  const event = createEvent.paste(into, { clipboardData });
  fireEvent(into, event);
  return !event.defaultPrevented;
}

describe('pasting into the composer', () => {
  it('text that Word copied together with a picture of it is pasted as text', async () => {
    const caption = await composer();
    expect(paste(caption, [picture()], 'قهوة الصباح')).toBe(true);
    expect(server?.to('POST /media/uploads')).toEqual([]);
  });

  it('a picture alone is attached, as what it is and not as what it is called', async () => {
    const caption = await composer();
    expect(paste(caption, [picture()], '')).toBe(false);
    await waitFor(() => expect(server?.to('POST /media/uploads')).toHaveLength(1));
    expect(server?.to('POST /media/uploads')[0]?.body).toMatchObject({ contentType: 'image/jpeg' });
  });

  it('a picture is attached where the page asks for one, too', async () => {
    await composer();
    expect(paste(screen.getByRole('group', { name: 'Image' }), [picture()], '')).toBe(false);
    await waitFor(() => expect(server?.to('POST /media/uploads')).toHaveLength(1));
  });

  it('a photo of a phone under another name is called what it is', async () => {
    const caption = await composer();
    const bytes = Uint8Array.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', (byte) => byte.charCodeAt(0));
    paste(caption, [new File([bytes], 'IMG_1.jpg', { type: 'image/jpeg' })], '');
    expect(await screen.findByText(/This is an HEIC image, whatever the file is called/)).toBeDefined();
    expect(server?.to('POST /media/uploads')).toEqual([]);
  });
});
