import { Check, CloudOff } from 'lucide-react';
import { ApiProblem } from '../../../lib/api-problem.ts';
import { useExplain } from '../../../lib/explain.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Spinner } from '../../../ui/spinner.tsx';
import { type ComposerState, isDirty } from './composer-state.ts';
import type { SaveState } from './draft.ts';
import { strings } from './strings.ts';

/** Whether what is on the screen is safe, and where. */
export function SaveStatus({ state, saving }: { state: ComposerState; saving: SaveState }) {
  const { t } = useText();
  const format = useFormat();
  const explain = useExplain();
  if (saving.kind === 'saving')
    return (
      <Line icon={<Spinner />} tone="text-soft">
        {t(strings.saving)}
      </Line>
    );
  if (saving.kind === 'failed')
    return (
      <Line icon={<CloudOff aria-hidden="true" className="size-4 shrink-0" />} tone="text-warn">
        {saving.error instanceof ApiProblem ? explain(saving.error) : t(strings.notSaved)}
      </Line>
    );
  if (isDirty(state) && state.post && state.post.state !== 'draft')
    return <Line tone="text-soft">{t(strings.savedHere)}</Line>;
  if (saving.kind === 'saved')
    return (
      <Line icon={<Check aria-hidden="true" className="size-4 shrink-0" />} tone="text-soft">
        {t(strings.saved, { time: format.time(saving.at) })}
      </Line>
    );
  return null;
}

function Line({ icon, tone, children }: { icon?: React.ReactNode; tone: string; children: React.ReactNode }) {
  return (
    <p role="status" className={`flex items-center gap-2 text-sm ${tone}`}>
      {icon}
      {children}
    </p>
  );
}
