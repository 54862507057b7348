import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dialog } from '../../../web/src/ui/dialog.tsx';
import { Menu } from '../../../web/src/ui/menu.tsx';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

function Opened() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Connect</Button>
      <Dialog title="Before you go" isOpen={open} onClose={() => setOpen(false)}>
        What you need
      </Dialog>
    </>
  );
}

const menu = (
  <Menu
    label="Options"
    trigger={<Button>Open</Button>}
    items={[{ id: 'a', label: 'Edit', onSelect: () => undefined }]}
  />
);

/** A press on whatever lies beside what is open: there, its opener. */
const pressBeside = () => {
  fireEvent.pointerDown(document.body);
  fireEvent.click(document.body);
};
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('what a button opens', () => {
  it('is not closed by the second click on that button', () => {
    render(<Opened />);
    press('Connect');
    expect(screen.queryByRole('dialog')).not.toBeNull();
    pass(450);
    pressBeside();
    expect(screen.queryByRole('dialog')).not.toBeNull();
  });

  it('is closed by a press outside once it has been there for a moment', () => {
    render(<Opened />);
    press('Connect');
    pass(700);
    pressBeside();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('stays as long again when it is opened again', () => {
    render(<Opened />);
    for (const _ of [1, 2]) {
      press('Connect');
      pass(450);
      pressBeside();
      expect(screen.queryByRole('dialog')).not.toBeNull();
      pass(200);
      pressBeside();
      expect(screen.queryByRole('dialog')).toBeNull();
    }
  });

  it('is closed by Escape at any time', () => {
    render(<Opened />);
    press('Connect');
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('takes no press for an answer while it may be the second one of its opener', () => {
    render(
      <Dialog alert title="Publish now?" isOpen onClose={() => undefined}>
        On one account
      </Dialog>,
    );
    const sheet = screen.getByRole('alertdialog').parentElement;
    expect(sheet?.className).toContain('pointer-events-none');
    pass(700);
    expect(sheet?.className).not.toContain('pointer-events-none');
  });

  it('is a menu, too', () => {
    render(menu);
    press('Open');
    pass(450);
    pressBeside();
    expect(screen.queryByRole('menu')).not.toBeNull();
    pass(200);
    pressBeside();
    expect(screen.queryByRole('menu')).toBeNull();
  });
});
