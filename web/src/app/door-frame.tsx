import type { ReactNode } from 'react';
import { Brand } from './shell/brand.tsx';
import { LanguageSwitch } from './shell/language-switch.tsx';

/** What surrounds a page for which nobody is signed in: the product's name and the language. */
export function DoorFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between gap-3 p-4 sm:px-8">
        <Brand />
        <LanguageSwitch />
      </header>
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-5 p-4 pb-16">{children}</main>
    </div>
  );
}
