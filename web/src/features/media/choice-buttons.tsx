import { classNames } from '../../ui/class-names.ts';

type Props<K extends string> = {
  label: string;
  options: readonly { key: K; text: string }[];
  value: K;
  onChange: (key: K) => void;
};

/** A few choices, one of them on. Plain buttons: the accessible widget would weigh on every page that shares a chunk. */
export function ChoiceButtons<K extends string>({ label, options, value, onChange }: Props<K>) {
  return (
    <fieldset aria-label={label} className="inline-flex flex-wrap rounded-xl border border-line bg-surface p-0.5">
      {options.map(({ key, text }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === value}
          onClick={() => onChange(key)}
          className={classNames(
            'min-h-10 rounded-[0.65rem] px-3 text-sm font-medium transition-colors',
            key === value ? 'bg-brand text-on-brand' : 'text-soft hover:text-ink',
          )}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
