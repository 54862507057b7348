import { ChevronDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { boxClasses } from './field.tsx';

type Props<K extends string> = {
  label: string;
  /** Hide the label from sight where the surroundings say it. */
  hideLabel?: boolean;
  options: readonly { key: K; text: string }[];
  value: K;
  onChange: (key: K) => void;
};

/** One choice of a short list. */
export function Select<K extends string>({ label, hideLabel = false, options, value, onChange }: Props<K>) {
  const choose = (key: unknown) => {
    const option = options.find((candidate) => candidate.key === key);
    if (option) onChange(option.key);
  };
  return (
    <AriaSelect value={value} onChange={choose}>
      <Label className={hideLabel ? 'sr-only' : 'mb-1 block font-medium'}>{label}</Label>
      <Button className={`${boxClasses} inline-flex items-center justify-between gap-2`}>
        <SelectValue className="truncate" />
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-soft" />
      </Button>
      <Popover className="min-w-(--trigger-width) rounded-xl border border-line bg-raised p-1 shadow-over">
        <ListBox className="max-h-80 overflow-auto outline-none">
          {options.map(({ key, text }) => (
            <ListBoxItem
              key={key}
              id={key}
              textValue={text}
              className="flex min-h-11 cursor-pointer items-center rounded-lg px-3 outline-none focus:bg-brand-wash selected:font-semibold selected:text-brand"
            >
              {text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
