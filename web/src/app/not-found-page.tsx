import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { defineStrings, useText } from '../lib/i18n.ts';
import { buttonClasses } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

export const strings = defineStrings({
  title: { ar: 'لا توجد صفحة بهذا العنوان', en: 'There is no page at this address' },
  why: { ar: 'ربما نُقلت أو كُتب العنوان خطأ.', en: 'It may have moved, or the address has a mistake in it.' },
  home: { ar: 'إلى الرئيسية', en: 'Go to Home' },
});

/** Any address that is no page, inside the shell: the way on is where it always is. */
export function NotFoundPage() {
  const { t } = useText();
  const home = (
    <Link to="/" className={buttonClasses()}>
      {t(strings.home)}
    </Link>
  );
  const title = (
    <h1 tabIndex={-1} className="outline-none">
      {t(strings.title)}
    </h1>
  );
  return (
    <div className="grid min-h-[50dvh] place-items-center">
      <title>{t(strings.title)}</title>
      <EmptyState icon={<Compass className="size-7" />} title={title} action={home}>
        {t(strings.why)}
      </EmptyState>
    </div>
  );
}
