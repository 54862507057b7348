import type { LinkProps } from '@tanstack/react-router';
import type { LucideIcon } from 'lucide-react';
import type { Permission } from '#shared/contract/permission.ts';
import type { Phrase } from './i18n.ts';

/** Whose pages they are: of a business, or of the platform's staff. Nobody belongs to two areas. */
export type Area = 'business' | 'staff';

/** A page that everybody of an area, or everybody with a permission, can open from anywhere. */
export type NavigationEntry = {
  readonly area: Area;
  /** Where it stands among the others: the smallest comes first, and no two of an area are equal. */
  readonly order: number;
  readonly to: Exclude<NonNullable<LinkProps['to']>, '.' | '..' | `${string}$${string}`>;
  readonly label: Phrase;
  /** Under the thumb there is room for one word. @default the label */
  readonly short?: Phrase;
  readonly Icon: LucideIcon;
  /** @default everybody of the area */
  readonly permission?: Permission;
};
