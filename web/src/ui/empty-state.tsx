import type { ReactNode } from 'react';

/** Nothing here yet: why, and the one thing to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-12 text-center">
      {icon && (
        <span aria-hidden="true" className="grid size-14 place-items-center rounded-2xl bg-brand-wash text-brand">
          {icon}
        </span>
      )}
      <div className="text-lg font-semibold">{title}</div>
      {children && <div className="text-soft">{children}</div>}
      {action}
    </div>
  );
}
