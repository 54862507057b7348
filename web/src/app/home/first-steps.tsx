import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import { accountsQuery } from '../../features/social/queries.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { anyPostQuery } from './queries.ts';
import { strings } from './strings.ts';

/** The way to the first scheduled post. Gone once it was walked, and never shown before it is known how far one is. */
export function FirstSteps() {
  const { t } = useText();
  const mayWrite = useMay('posts:write');
  const accounts = useQuery(accountsQuery).data;
  const written = useQuery(anyPostQuery).data;
  if (!mayWrite || !accounts || !written) return null;
  const steps = [
    { text: strings.stepConnect, to: '/connections', done: accounts.length > 0 },
    { text: strings.stepWrite, to: '/compose', done: written.length > 0 },
    { text: strings.stepSchedule, to: '/compose', done: written.some(({ state }) => state !== 'draft') },
  ] as const;
  const count = steps.filter(({ done }) => done).length;
  if (count === steps.length) return null;
  const next = steps.find(({ done }) => !done);
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{t(strings.stepsTitle)}</h2>
        <p className="text-sm text-soft">{t(strings.stepsDone, { count })}</p>
      </div>
      <ol className="mt-2 flex flex-col">
        {steps.map((step) => (
          <li key={step.text.en} className="flex min-h-12 items-center gap-3">
            {step.done ? (
              <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-ok" />
            ) : (
              <Circle aria-hidden="true" className="size-5 shrink-0 text-soft" />
            )}
            <span className={step.done ? 'flex-1 text-soft' : 'flex-1'}>
              {t(step.text)} {step.done && <span className="sr-only">{t(strings.done)}</span>}
            </span>
            {step === next && (
              <Link
                to={step.to}
                className={buttonClasses('primary', true)}
                aria-label={`${t(strings.start)}: ${t(step.text)}`}
              >
                {t(strings.start)}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
