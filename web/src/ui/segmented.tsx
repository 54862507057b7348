import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';

type Props<K extends string> = {
  label: string;
  options: readonly { key: K; text: string }[];
  value: K;
  onChange: (key: K) => void;
};

/** A few views of the same thing, one of them on: month, week, list. */
export function Segmented<K extends string>({ label, options, value, onChange }: Props<K>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find(({ key }) => keys.has(key));
        if (chosen) onChange(chosen.key);
      }}
      className="inline-flex rounded-xl border border-line bg-surface p-0.5"
    >
      {options.map(({ key, text }) => (
        <ToggleButton
          key={key}
          id={key}
          className="min-h-10 rounded-[0.65rem] px-3 text-sm font-medium text-soft transition-colors hover:text-ink selected:bg-brand selected:text-on-brand"
        >
          {text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
