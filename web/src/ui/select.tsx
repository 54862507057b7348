import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { boxClasses } from './field.tsx';

type Props<K extends string> = {
  label: string;
  /** Hide the label from sight where the surroundings say it. */
  hideLabel?: boolean;
  options: readonly { key: K; text: string }[];
  value: K;
  onChange: (key: K) => void;
};

/** One choice of a short list. The browser's own: phones show it as their people know it. */
export function Select<K extends string>({ label, hideLabel = false, options, value, onChange }: Props<K>) {
  const id = useId();
  const choose = (key: string) => {
    const option = options.find((candidate) => candidate.key === key);
    if (option) onChange(option.key);
  };
  return (
    <div>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block font-medium'}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={({ target }) => choose(target.value)}
          className={`${boxClasses} cursor-pointer appearance-none truncate pe-9`}
        >
          {options.map(({ key, text }) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-3 my-auto size-4 text-soft"
        />
      </div>
    </div>
  );
}
