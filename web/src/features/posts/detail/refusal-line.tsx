import { CircleAlert } from 'lucide-react';

/** Why the last press was not done, beside the button that was pressed. */
export function RefusalLine({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p role="alert" className="flex basis-full items-start gap-2 text-sm font-medium text-danger">
      <CircleAlert aria-hidden="true" className="mt-1 size-4 shrink-0" />
      {text}
    </p>
  );
}
