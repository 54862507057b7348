import { defineStrings } from '../../lib/i18n.ts';

export const invoiceStrings = defineStrings({
  title: { ar: 'فاتورة {number}', en: 'Invoice {number}' },
  print: { ar: 'طباعة أو حفظ', en: 'Print or save' },
  invoice: { ar: 'فاتورة', en: 'Invoice' },
  credit: { ar: 'إشعار دائن', en: 'Credit note' },
  paid: { ar: 'مدفوعة', en: 'Paid' },
  number: { ar: 'الرقم', en: 'Number' },
  date: { ar: 'التاريخ', en: 'Date' },
  of: { ar: 'عن الفاتورة', en: 'For invoice' },
  seller: { ar: 'البائع', en: 'Seller' },
  address: { ar: 'العنوان', en: 'Address' },
  licence: { ar: 'رقم الترخيص', en: 'Licence number' },
  buyer: { ar: 'المشتري', en: 'Buyer' },
  plan: { ar: 'الباقة', en: 'Plan' },
  period: { ar: 'المدة', en: 'Period' },
  method: { ar: 'طريقة الدفع', en: 'Paid with' },
  vat: { ar: 'ضريبة القيمة المضافة', en: 'Value-added tax' },
  total: { ar: 'المجموع', en: 'Total' },
});
