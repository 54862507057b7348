import type { CsvRow } from './csv.ts';

/**
 * A browser is sent on: to a page of ours (a path that begins with `/`), or to an https address on one of `hosts`.
 * Anything else is a fault of ours and is not followed.
 */
export type Redirect = { readonly kind: 'redirect'; readonly status: 302 | 303; readonly hosts: readonly string[] };

/**
 * A table to download: text/csv in UTF-8. With `bom` Excel reads Arabic right. For what fits into one answer (5 MB); what
 * is larger is a job that ends in a link.
 */
export type Csv = { readonly kind: 'csv'; readonly bom: boolean };

/** An answer that is not JSON. */
export type AnswerKind = Redirect | Csv;

/** What a handler returns for a table: the name that the file gets, and its rows, headings first. */
export type CsvFile = { readonly fileName: string; readonly rows: readonly CsvRow[] };

/** @example callback: { …, answers: redirect() } // its handler returns '/billing?paid=1' */
export const redirect = ({
  status = 303,
  hosts = [],
}: {
  status?: Redirect['status'];
  hosts?: readonly string[];
} = {}): Redirect => ({ kind: 'redirect', status, hosts });

/** @example export: { …, answers: csv() } */
export const csv = ({ bom = true } = {}): Csv => ({ kind: 'csv', bom });
