import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import { useText } from '../../lib/i18n.ts';
import { buttonClasses } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { strings } from './strings.ts';
import type { Progress } from './use-progress.ts';

/** The way to the first scheduled post: three steps, the next one open with what it takes and its button. */
export function FirstSteps({ connected, written, scheduled }: Progress) {
  const { t } = useText();
  const steps = [
    { text: strings.stepConnect, why: strings.stepConnectWhy, to: '/connections', done: connected },
    { text: strings.stepWrite, why: strings.stepWriteWhy, to: '/compose', done: written },
    { text: strings.stepSchedule, why: strings.stepScheduleWhy, to: '/compose', done: scheduled },
  ] as const;
  const count = steps.filter(({ done }) => done).length;
  const next = steps.find(({ done }) => !done);
  return (
    <Card className="overflow-hidden">
      <div aria-hidden="true" className="sadu -mx-4 -mt-4 mb-4 h-3 sm:-mx-5 sm:-mt-5" />
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-lg font-semibold">{t(strings.stepsTitle)}</h2>
        <p className="text-sm text-soft">{t(strings.stepsDone, { count })}</p>
      </div>
      {count === 0 && <p className="mt-1 text-soft">{t(strings.stepsWelcome)}</p>}
      <ol className="mt-3 flex flex-col gap-1">
        {steps.map((step) => (
          <li
            key={step.text.en}
            className={`flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 rounded-xl px-3 py-2 ${step === next ? 'bg-brand-wash' : ''}`}
          >
            {step.done ? (
              <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-ok" />
            ) : (
              <Circle aria-hidden="true" className={`size-5 shrink-0 ${step === next ? 'text-brand' : 'text-soft'}`} />
            )}
            <div className="min-w-0 flex-1 basis-44">
              <p className={step === next ? 'font-semibold' : step.done ? 'text-soft' : ''}>
                {t(step.text)} {step.done && <span className="sr-only">{t(strings.done)}</span>}
              </p>
              {!step.done && <p className="text-sm text-soft">{t(step.why)}</p>}
            </div>
            {step === next && (
              <Link to={step.to} className={buttonClasses()} aria-label={`${t(strings.start)}: ${t(step.text)}`}>
                {t(strings.start)}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
