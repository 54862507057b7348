import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { defineStrings, useText } from '../lib/i18n.ts';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { useSettled } from './use-settled.ts';

export const strings = defineStrings({ close: { ar: 'إغلاق', en: 'Close' } });

type Props = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the main one first. */
  actions?: ReactNode;
  /** For questions that need an answer: read out at once, and a click outside does not close it. */
  alert?: boolean;
};

/** A sheet over the page: centred on a desktop, from the bottom on a phone. Keeps focus and gives it back. */
export function Dialog({ title, isOpen, onClose, children, actions, alert = false }: Props) {
  const { t } = useText();
  const settled = useSettled(isOpen);
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!alert && settled}
      className="fixed inset-0 z-40 flex items-end justify-center bg-black/45 sm:items-center sm:p-6"
    >
      <Modal
        className={classNames(
          'flex max-h-[92dvh] w-full max-w-lg flex-col rounded-t-2xl bg-raised shadow-over sm:rounded-2xl',
          // Where the question appears under the finger, the second press of its opener is no answer to it.
          alert && !settled && 'pointer-events-none',
        )}
      >
        <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className="flex min-h-0 flex-col outline-none">
          <div className="flex items-center justify-between gap-2 ps-5 pe-2 pt-3">
            <Heading slot="title" className="text-lg font-semibold">
              {title}
            </Heading>
            <IconButton label={t(strings.close)} onPress={onClose}>
              <X aria-hidden="true" className="size-5" />
            </IconButton>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 py-3">{children}</div>
          {actions && <div className="flex flex-wrap justify-start gap-2 px-5 pt-2 pb-5">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
