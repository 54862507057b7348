import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Language } from '#shared/contract/text.ts';
import type { Invoice } from '#shared/payments/invoice.ts';
import { moneyWords } from '#shared/payments/money.ts';
import { formatFor } from '../../lib/format.ts';
import { translate, useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { invoiceStrings as strings } from './invoice-strings.ts';
import { invoiceQuery } from './queries.ts';

/** One invoice, Arabic and English on one sheet of paper; the browser prints it or keeps it as a PDF. */
export function InvoicePage() {
  const { t } = useText();
  const { number } = useParams({ from: '/inside/business/billing/invoices/$number' });
  const invoice = useQuery(invoiceQuery(number));
  return (
    <Page
      title={t(strings.title, { number })}
      actions={
        invoice.data && (
          <Button className="print:hidden" onPress={() => window.print()}>
            {t(strings.print)}
          </Button>
        )
      }
    >
      {invoice.data ? (
        <article className="flex flex-col gap-8 rounded-card border border-line bg-surface p-5 sm:p-8 print:border-0 print:p-0">
          <Sheet invoice={invoice.data} language="ar" />
          <hr className="border-line" />
          <Sheet invoice={invoice.data} language="en" />
        </article>
      ) : invoice.isError ? (
        <ErrorState error={invoice.error} onRetry={() => void invoice.refetch()} busy={invoice.isFetching} />
      ) : (
        <LoadingRows />
      )}
    </Page>
  );
}

function Sheet({ invoice, language }: { invoice: Invoice; language: Language }) {
  const format = formatFor(language);
  const { seller, buyer, plan, period, series } = invoice;
  const say = (entry: { readonly ar: string; readonly en: string }) => translate(language, entry);
  const rows: readonly [label: string, value: string][] = [
    [say(strings.number), invoice.number],
    [say(strings.date), format.date(invoice.issuedAt)],
    ...(invoice.of ? [[say(strings.of), invoice.of] as [string, string]] : []),
    [say(strings.seller), seller.name[language]],
    [say(strings.address), seller.address[language]],
    [say(strings.licence), seller.licence],
    [say(strings.buyer), buyer.name[language]],
    [say(strings.plan), plan[language]],
    [say(strings.period), format.dateRange(period.from, period.until)],
    [say(strings.method), invoice.method],
    [say(strings.vat), moneyWords(language, invoice.vatFils)],
    [say(strings.total), moneyWords(language, invoice.fils)],
  ];
  return (
    <section lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <div className="mb-4 flex items-center justify-between gap-4">
        <h2 className="text-xl font-bold">{say(series === 'credit' ? strings.credit : strings.invoice)}</h2>
        {series === 'invoice' && (
          <p className="rounded-lg border-2 border-ok px-3 py-1 font-bold text-ok">{say(strings.paid)}</p>
        )}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-soft">{label}</dt>
            <dd className="font-medium">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
