import type { ReactNode } from 'react';
import { DoorFrame } from '../../app/door-frame.tsx';
import { useText } from '../../lib/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { strings } from './strings.ts';

/** The page around every sign-in form: one card, the product's name, the language. */
export function AuthFrame({ title, why, children }: { title: string; why?: string; children: ReactNode }) {
  const { t } = useText();
  return (
    <DoorFrame>
      <title>{title}</title>
      <p className="text-center text-lg text-balance text-soft">{t(strings.welcome)}</p>
      <Card className="relative overflow-hidden pt-11 sm:px-7 sm:pt-13 sm:pb-7">
        <div aria-hidden="true" className="sadu absolute inset-x-0 top-0 h-6" />
        <h1 tabIndex={-1} className="text-2xl font-bold outline-none">
          {title}
        </h1>
        {why && <p className="mt-1 text-soft">{why}</p>}
        <div className="mt-5">{children}</div>
      </Card>
    </DoorFrame>
  );
}
