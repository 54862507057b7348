import type { ReactNode } from 'react';
import { Brand } from '../../app/shell/brand.tsx';
import { LanguageSwitch } from '../../app/shell/language-switch.tsx';
import { useText } from '../../lib/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { strings } from './strings.ts';

/** The page before the door: one card, the product's name, the language. */
export function AuthFrame({ title, why, children }: { title: string; why?: string; children: ReactNode }) {
  const { t } = useText();
  return (
    <div className="flex min-h-dvh flex-col">
      <title>{title}</title>
      <header className="flex items-center justify-between gap-3 p-4 sm:px-8">
        <Brand />
        <LanguageSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-5 p-4 pb-16">
        <p className="text-center text-lg text-balance text-soft">{t(strings.welcome)}</p>
        <Card className="relative overflow-hidden pt-11 sm:px-7 sm:pt-13 sm:pb-7">
          <div aria-hidden="true" className="sadu absolute inset-x-0 top-0 h-6" />
          <h1 tabIndex={-1} className="text-2xl font-bold outline-none">
            {title}
          </h1>
          {why && <p className="mt-1 text-soft">{why}</p>}
          <div className="mt-5">{children}</div>
        </Card>
      </main>
    </div>
  );
}
