import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';

type Props<K extends string> = {
  label: string;
  tabs: readonly { key: K; text: string; content: ReactNode }[];
  value: K;
  onChange: (key: K) => void;
};

/** Different things in one place, one shown at a time. */
export function Tabs<K extends string>({ label, tabs, value, onChange }: Props<K>) {
  const choose = (key: unknown) => {
    const chosen = tabs.find((tab) => tab.key === key);
    if (chosen) onChange(chosen.key);
  };
  return (
    <AriaTabs selectedKey={value} onSelectionChange={choose}>
      <TabList aria-label={label} className="mb-4 flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map(({ key, text }) => (
          <Tab
            key={key}
            id={key}
            className="-mb-px flex min-h-11 cursor-pointer items-center border-b-2 border-transparent px-3 font-medium text-soft hover:text-ink selected:border-brand selected:text-brand"
          >
            {text}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ key, content }) => (
        <TabPanel key={key} id={key} className="outline-offset-4">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
