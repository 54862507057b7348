import { CircleAlert } from 'lucide-react';
import { useText } from '../../../lib/i18n.ts';
import type { Act } from './draft.ts';
import { type Field, fields } from './hindrances.ts';
import { fieldStrings, strings } from './strings.ts';

type Props = {
  act: Act;
  hindrances: readonly Field[];
  /** Why the server would not do it, in a sentence. */
  refusal: string | undefined;
  onShow: (field: Field) => void;
};

const before = {
  schedule: strings.beforeSchedule,
  publish: strings.beforePublish,
  save: strings.beforeSave,
  cancel: strings.beforeSave,
} satisfies Record<Act, unknown>;

/** Why the last press did nothing: what is left to mend, each a press away, or what the server said. */
export function ActNote({ act, hindrances, refusal, onShow }: Props) {
  const { t } = useText();
  if (hindrances.length === 0 && !refusal) return null;
  return (
    <div role="alert" className="mb-2 flex items-start gap-2 text-sm font-medium text-danger">
      <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0" />
      {refusal ?? (
        <p className="flex min-w-0 flex-wrap items-center gap-x-3">
          {t(before[act])}
          {fields
            .filter((field) => hindrances.includes(field))
            .map((field) => (
              <button key={field} type="button" onClick={() => onShow(field)} className="min-h-6 underline">
                {t(fieldStrings[field])}
              </button>
            ))}
        </p>
      )}
    </div>
  );
}
