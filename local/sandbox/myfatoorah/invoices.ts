import type { Ground } from '#cloud/aws/service.ts';

export type TransactionStatus = 'InProgress' | 'Succss' | 'Failed' | 'Canceled';
export type Transaction = {
  paymentId: string;
  at: number;
  gateway: string;
  status: TransactionStatus;
  errorCode: string;
  error: string;
};
export type Invoice = {
  id: number;
  status: 'Pending' | 'Paid' | 'Canceled' | 'DuplicatePayment';
  fils: number;
  reference: string;
  customerName: string;
  customerEmail: string | null;
  userDefined: string;
  callbackUrl: string;
  errorUrl: string;
  webhookUrl: string;
  language: string;
  createdAt: number;
  expiresAt: number;
  transactions: Transaction[];
};
export type Refund = {
  id: number;
  reference: string;
  invoiceId: number;
  fils: number;
  status: 'Pending' | 'Refunded' | 'Canceled';
  externalId: string;
  comment: string;
};

const DAY = 86_400_000;
/** An invoice can be paid for three days unless it says otherwise. */
export const LIFE_MS = 3 * DAY;

/** Invoices and refunds, kept across restarts. Numbers grow, and references of invoices are not unique: the newest counts. */
export function createBooks({ db, clock }: Ground) {
  db.exec(
    `CREATE TABLE IF NOT EXISTS myfatoorah_invoices (id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT, body TEXT);
     CREATE TABLE IF NOT EXISTS myfatoorah_refunds (id INTEGER PRIMARY KEY AUTOINCREMENT, invoice INTEGER, body TEXT);
     INSERT OR IGNORE INTO sqlite_sequence (name, seq) SELECT 'myfatoorah_invoices', 990000
       WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'myfatoorah_invoices');`,
  );
  const bodyOf = (row: Record<string, unknown> | undefined) => (row ? JSON.parse(String(row.body)) : undefined);
  const all = (sql: string, ...values: (string | number)[]) =>
    db
      .prepare(sql)
      .all(...values)
      .map((row) => JSON.parse(String(row.body)));

  const save = (invoice: Invoice): Invoice => {
    db.prepare('UPDATE myfatoorah_invoices SET body = ? WHERE id = ?').run(JSON.stringify(invoice), invoice.id);
    return invoice;
  };
  return {
    open(given: Omit<Invoice, 'id' | 'status' | 'createdAt' | 'transactions'>): Invoice {
      const inserted = db
        .prepare('INSERT INTO myfatoorah_invoices (reference, body) VALUES (?, ?)')
        .run(given.reference, '{}');
      const id = Number(inserted.lastInsertRowid);
      return save({ ...given, id, status: 'Pending', createdAt: clock.now(), transactions: [] });
    },
    save,
    byId: (id: number): Invoice | undefined =>
      bodyOf(db.prepare('SELECT body FROM myfatoorah_invoices WHERE id = ?').get(id)),
    byReference: (reference: string): Invoice | undefined =>
      bodyOf(
        db.prepare('SELECT body FROM myfatoorah_invoices WHERE reference = ? ORDER BY id DESC LIMIT 1').get(reference),
      ),
    byPayment: (paymentId: string): Invoice | undefined =>
      all('SELECT body FROM myfatoorah_invoices').find((invoice: Invoice) =>
        invoice.transactions.some((transaction) => transaction.paymentId === paymentId),
      ),
    refunds: (invoiceId: number): Refund[] => all('SELECT body FROM myfatoorah_refunds WHERE invoice = ?', invoiceId),
    allRefunds: (): Refund[] => all('SELECT body FROM myfatoorah_refunds'),
    openRefund(given: Omit<Refund, 'id' | 'status' | 'reference'>): Refund {
      const inserted = db
        .prepare('INSERT INTO myfatoorah_refunds (invoice, body) VALUES (?, ?)')
        .run(given.invoiceId, '{}');
      const id = Number(inserted.lastInsertRowid);
      return this.saveRefund({ ...given, id, status: 'Pending', reference: `2026${String(id).padStart(6, '0')}` });
    },
    saveRefund(refund: Refund): Refund {
      db.prepare('UPDATE myfatoorah_refunds SET body = ? WHERE id = ?').run(JSON.stringify(refund), refund.id);
      return refund;
    },
  };
}
export type Books = ReturnType<typeof createBooks>;

/** The transaction that counts: the one that succeeded, else the newest. */
export const countingOf = ({ transactions }: Invoice): Transaction | undefined =>
  transactions.find(({ status }) => status === 'Succss') ?? transactions.at(-1);
