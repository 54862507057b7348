import { Check, Clock, Hourglass, LoaderCircle, Pause, X } from 'lucide-react';
import { isBusy, type TargetState } from '#shared/publishing/states.ts';
import { type Phrase, useText } from '../../../lib/i18n.ts';
import { postStateStrings, targetStateStrings } from '../strings.ts';
import { strings } from './strings.ts';

type Step = { key: string; text: Phrase; at: 'done' | 'now' | 'held' | 'ahead' | 'stopped' };

/** The three steps of a target, and where it stands. A step that ended badly says how. */
export function timelineSteps(state: TargetState): Step[] {
  const step = (key: string, text: Phrase, at: Step['at']): Step => ({ key, text, at });
  const scheduled = (at: Step['at']) => step('scheduled', strings.stepScheduled, at);
  const publishing = (at: Step['at']) => step('publishing', strings.stepPublishing, at);
  const published = (at: Step['at']) => step('published', strings.stepPublished, at);
  if (state === 'draft' || state === 'cancelled')
    return [step('draft', targetStateStrings[state], 'now'), publishing('ahead'), published('ahead')];
  if (state === 'scheduled') return [scheduled('now'), publishing('ahead'), published('ahead')];
  if (state === 'paused')
    return [step('paused', targetStateStrings.paused, 'held'), publishing('ahead'), published('ahead')];
  if (state === 'published') return [scheduled('done'), publishing('done'), published('done')];
  if (state === 'missed')
    return [step('missed', postStateStrings.missed, 'stopped'), publishing('ahead'), published('ahead')];
  if (isBusy(state))
    return [scheduled('done'), step('publishing', targetStateStrings[state], 'now'), published('ahead')];
  return [scheduled('done'), publishing('done'), step(state, targetStateStrings[state], 'stopped')];
}

const looks: Record<Step['at'], { Icon: typeof Clock; dot: string; text: string }> = {
  done: { Icon: Check, dot: 'bg-ok text-surface', text: 'text-ink' },
  now: { Icon: Clock, dot: 'bg-brand text-on-brand', text: 'font-semibold text-brand' },
  held: { Icon: Pause, dot: 'bg-soft text-surface', text: 'font-semibold text-ink' },
  ahead: { Icon: Hourglass, dot: 'border-2 border-line bg-surface text-soft', text: 'text-soft' },
  stopped: { Icon: X, dot: 'bg-danger text-surface', text: 'font-semibold text-danger' },
};

/** Scheduled → publishing → published, with the present step marked in shape, colour and words. */
export function Timeline({ state, account }: { state: TargetState; account: string }) {
  const { t } = useText();
  const said = {
    done: strings.stepDone,
    now: strings.stepNow,
    held: strings.stepNow,
    ahead: strings.stepAhead,
    stopped: undefined,
  };
  return (
    <ol aria-label={t(strings.progress, { account })} className="isolate flex">
      {timelineSteps(state).map(({ key, text, at }, index) => {
        const { dot, text: tone } = looks[at];
        const Icon = at === 'now' && isBusy(state) ? LoaderCircle : looks[at].Icon;
        const spoken = said[at];
        return (
          <li
            key={key}
            {...(at === 'now' || at === 'held' ? { 'aria-current': 'step' as const } : {})}
            className="relative flex flex-1 flex-col items-center gap-1 text-center text-sm"
          >
            {index > 0 && (
              <span
                aria-hidden="true"
                className={`absolute end-1/2 top-4 h-0.5 w-full ${at === 'ahead' ? 'bg-line' : 'bg-brand'}`}
              />
            )}
            <span aria-hidden="true" className={`relative z-10 grid size-8 place-items-center rounded-full ${dot}`}>
              <Icon className={Icon === LoaderCircle ? 'size-5 animate-spin motion-reduce:animate-none' : 'size-4'} />
            </span>
            <span className={tone}>{t(text)}</span>
            {spoken && <span className="sr-only">({t(spoken)})</span>}
          </li>
        );
      })}
    </ol>
  );
}
