import type { ReactNode } from 'react';

type Props = {
  title: string;
  /** Beside the heading: a date, a count. */
  beside?: ReactNode;
  /** Buttons at the end side. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page inside the shell: its one heading (also the window's title), its acts, its content. */
export function Page({ title, beside, actions, children }: Props) {
  return (
    <>
      <title>{title}</title>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 sm:mb-6">
        <div className="me-auto flex flex-wrap items-baseline gap-x-3">
          <h1 tabIndex={-1} className="text-2xl font-bold outline-none">
            {title}
          </h1>
          {beside && <p className="text-soft">{beside}</p>}
        </div>
        {actions}
      </div>
      {children}
    </>
  );
}
