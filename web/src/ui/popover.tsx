import { useContext } from 'react';
import { OverlayTriggerStateContext } from 'react-aria-components/Dialog';
import { Popover as AriaPopover, type PopoverProps } from 'react-aria-components/Popover';
import { useSettled } from './use-settled.ts';

/** What opens beside a button. A second press of that button, which by now lies outside, does not close it at once. */
export function Popover(props: Omit<PopoverProps, 'shouldCloseOnInteractOutside'>) {
  const settled = useSettled(useContext(OverlayTriggerStateContext)?.isOpen ?? false);
  return <AriaPopover {...props} shouldCloseOnInteractOutside={() => settled} />;
}
