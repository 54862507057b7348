import { CloudOff } from 'lucide-react';
import { ApiProblem } from '../lib/api-problem.ts';
import { useExplain } from '../lib/explain.ts';
import { defineStrings, useText } from '../lib/i18n.ts';
import { Button } from './button.tsx';

export const strings = defineStrings({
  title: { ar: 'تعذّر عرض هذه الصفحة', en: 'This could not be shown' },
  retry: { ar: 'إعادة المحاولة', en: 'Try again' },
  reference: { ar: 'رقم المرجع: {id}', en: 'Reference: {id}' },
});

type Props = { error: unknown; onRetry?: () => void; busy?: boolean };

/** Something could not be loaded: what happened in words, a way to try again, and a reference for support. */
export function ErrorState({ error, onRetry, busy = false }: Props) {
  const { t } = useText();
  const explain = useExplain();
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-12 text-center">
      <span aria-hidden="true" className="grid size-14 place-items-center rounded-2xl bg-danger-wash text-danger">
        <CloudOff className="size-7" />
      </span>
      <p className="text-lg font-semibold">{t(strings.title)}</p>
      <p className="text-soft">{explain(error)}</p>
      {onRetry && (
        <Button tone="secondary" onPress={onRetry} busy={busy}>
          {t(strings.retry)}
        </Button>
      )}
      {error instanceof ApiProblem && error.requestId && (
        <p className="text-sm text-soft">{t(strings.reference, { id: error.requestId })}</p>
      )}
    </div>
  );
}
