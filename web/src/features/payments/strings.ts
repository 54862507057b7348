import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  title: { ar: 'الاشتراك', en: 'Billing' },
  current: { ar: 'باقتك الآن', en: 'Your plan' },
  none: { ar: 'لا يوجد اشتراك بعد', en: 'No subscription yet' },
  noneWhy: { ar: 'اختر باقة من الأسفل لتبدأ.', en: 'Choose a plan below to begin.' },
  trial: { ar: 'تجربة مجانية', en: 'Free trial' },
  active: { ar: 'سارية', en: 'Active' },
  ending: { ar: 'تنتهي ولا تتجدد', en: 'Ends, not renewed' },
  late: { ar: 'متأخرة السداد', en: 'Payment late' },
  read_only: { ar: 'للقراءة فقط', en: 'Read-only' },
  ended: { ar: 'منتهية', en: 'Ended' },
  trialUntil: { ar: 'تجربتك المجانية حتى {date}.', en: 'Your free trial runs until {date}.' },
  activeUntil: { ar: 'مدفوعة حتى {date}.', en: 'Paid until {date}.' },
  endingUntil: { ar: 'تعمل حتى {date} ثم تنتهي.', en: 'Works until {date}, then it ends.' },
  lateUntil: {
    ar: 'انتهت المدة المدفوعة في {date}. يستمر العمل حتى {until}، فادفع قبل ذلك.',
    en: 'What was paid ended on {date}. Everything works until {until}; pay before then.',
  },
  readOnlySince: {
    ar: 'انتهت في {date}. لا تُجدول منشورات جديدة، ولم يُحذف شيء. ادفع لتتابع.',
    en: 'It ended on {date}. Nothing new can be scheduled, and nothing was deleted. Pay to go on.',
  },
  next: { ar: 'بعدها: {plan}.', en: 'After that: {plan}.' },
  posts: { ar: 'منشورات هذا الشهر', en: 'Posts this month' },
  accounts: { ar: 'حسابات في الشبكة الواحدة', en: 'Accounts per network' },
  members: { ar: 'أعضاء الفريق', en: 'Team members' },
  storageMb: { ar: 'مساحة الصور (غيغابايت)', en: 'Storage for images (GB)' },
  used: { ar: '{used} من {limit}', en: '{used} of {limit}' },
  plans: { ar: 'الباقات', en: 'Plans' },
  interval: { ar: 'كم مرة تدفع', en: 'How often you pay' },
  month: { ar: 'شهريًا', en: 'Monthly' },
  year: { ar: 'سنويًا', en: 'Yearly' },
  perMonth: { ar: '{price} في الشهر', en: '{price} a month' },
  perYear: { ar: '{price} في السنة', en: '{price} a year' },
  isCurrent: { ar: 'باقتك', en: 'Your plan' },
  choose: { ar: 'اختيار {plan}', en: 'Choose {plan}' },
  renew: { ar: 'الدفع الآن', en: 'Pay now' },
  cancel: { ar: 'إنهاء الاشتراك', en: 'Cancel the subscription' },
  reactivate: { ar: 'إبقاء الاشتراك', en: 'Keep the subscription' },
  cancelled: {
    ar: 'يعمل اشتراكك حتى نهاية ما دفعته ثم ينتهي.',
    en: 'Your subscription ends when what you paid for is over.',
  },
  reactivated: { ar: 'يبقى اشتراكك ويتجدد.', en: 'Your subscription stays and is renewed.' },
  changed: {
    ar: 'تبدأ الباقة الجديدة بعد انتهاء المدة المدفوعة.',
    en: 'The new plan begins when what you paid for is over.',
  },
  history: { ar: 'الدفعات', en: 'Payments' },
  noPayments: { ar: 'لا توجد دفعات بعد', en: 'No payments yet' },
  invoice: { ar: 'فاتورة {number}', en: 'Invoice {number}' },
  table: { ar: 'جدول الفواتير للمحاسب', en: 'Invoices as a table' },
  goOn: { ar: 'متابعة الدفع', en: 'Go on paying' },
  opening: { ar: 'قيد الفتح', en: 'Being opened' },
  open: { ar: 'بانتظار الدفع', en: 'Waiting for payment' },
  paid: { ar: 'مدفوعة', en: 'Paid' },
  failed: { ar: 'لم تتم', en: 'Failed' },
  expired: { ar: 'انتهت مهلتها', en: 'Expired' },
  held: { ar: 'قيد المراجعة', en: 'Being looked at' },
});

export const checkoutWords = defineStrings({
  title: { ar: 'الاشتراك في {plan}', en: 'Subscribe to {plan}' },
  today: { ar: 'تدفع اليوم', en: 'You pay today' },
  price: { ar: 'سعر الباقة', en: 'Price of the plan' },
  credit: { ar: 'ما لم تستعمله من باقتك', en: 'Unused part of your plan' },
  renews: {
    ar: 'المدة من {from} إلى {until}. نذكّرك بالتجديد قبلها.',
    en: 'Runs from {from} until {until}. We remind you before it ends.',
  },
  endsLater: {
    ar: 'تبدأ هذه الباقة في {from} بعد انتهاء ما دفعته. لا تدفع شيئًا اليوم.',
    en: 'This plan begins on {from}, when what you paid for is over. You pay nothing today.',
  },
  cancelMeans: {
    ar: 'إن أنهيت الاشتراك يبقى كل شيء يعمل حتى نهاية المدة، ولا يُخصم شيء بعدها.',
    en: 'If you cancel, everything works until the period ends, and nothing is charged after that.',
  },
  method: { ar: 'طريقة الدفع', en: 'How to pay' },
  kn: { ar: 'كي نت (KNET)', en: 'KNET' },
  vm: { ar: 'بطاقة فيزا أو ماستركارد', en: 'Visa or Mastercard' },
  ap: { ar: 'أبل باي (Apple Pay)', en: 'Apple Pay' },
  pay: { ar: 'الذهاب إلى صفحة الدفع', en: 'Go to the payment page' },
  confirm: { ar: 'تأكيد', en: 'Confirm' },
  keep: { ar: 'رجوع', en: 'Back' },
});

export const cancelSubscriptionDialog = defineStrings({
  title: { ar: 'إنهاء الاشتراك؟', en: 'Cancel the subscription?' },
  text: {
    ar: 'يبقى كل شيء يعمل حتى {date}، ثم لا تُجدول منشورات جديدة. لا يُحذف شيء، ويمكنك التراجع قبل ذلك اليوم.',
    en: 'Everything works until {date}; after that nothing new can be scheduled. Nothing is deleted, and you can change your mind before that day.',
  },
  act: { ar: 'إنهاء الاشتراك', en: 'Cancel the subscription' },
  keep: { ar: 'إبقاء الاشتراك', en: 'Keep it' },
});

export const waiting = defineStrings({
  title: { ar: 'الدفع', en: 'Payment' },
  open: { ar: 'ننتظر تأكيد الدفع', en: 'Waiting for the payment' },
  openWhy: {
    ar: 'نسأل خدمة الدفع كل بضع ثوانٍ. يمكنك إغلاق الصفحة: لا يضيع شيء.',
    en: 'We ask the payment service every few seconds. You may close this page: nothing is lost.',
  },
  paid: { ar: 'تم الدفع، واشتراكك سارٍ', en: 'Paid. Your subscription is active' },
  failed: { ar: 'لم يتم الدفع', en: 'The payment did not go through' },
  notCharged: { ar: 'لم يُخصم منك شيء.', en: 'Nothing was charged.' },
  expired: { ar: 'انتهت مهلة هذا الدفع', en: 'This payment has expired' },
  held: { ar: 'وصل مبلغ لا يطابق الطلب', en: 'What arrived does not fit what was asked' },
  heldWhy: { ar: 'يراجعه أحد من فريقنا ويتواصل معك.', en: 'Somebody of our team looks at it and writes to you.' },
  again: { ar: 'إعادة المحاولة', en: 'Try again' },
  other: { ar: 'اختيار طريقة أخرى', en: 'Choose another way' },
  toInvoice: { ar: 'عرض الفاتورة', en: 'See the invoice' },
  toBilling: { ar: 'إلى صفحة الاشتراك', en: 'To the billing page' },
});

/** What the provider's codes mean, and what to do. */
export const failures = defineStrings({
  MF001: { ar: 'لم يكتمل التحقق من البطاقة. أعد المحاولة.', en: 'The card could not be verified. Try again.' },
  MF002: { ar: 'رفض البنك العملية. جرّب بطاقة أخرى.', en: 'The bank declined. Try another card.' },
  MF003: { ar: 'لا تُقبل هذه البطاقة. جرّب بطاقة أخرى.', en: 'This card is not accepted. Try another.' },
  MF004: {
    ar: 'الرصيد غير كافٍ. جرّب بطاقة أخرى أو أعد المحاولة لاحقًا.',
    en: 'There is not enough money on it. Try another card, or later.',
  },
  MF005: { ar: 'انتهت المهلة. أعد المحاولة.', en: 'It took too long. Try again.' },
  MF006: { ar: 'ألغيت الدفع.', en: 'You cancelled the payment.' },
  MF007: { ar: 'انتهت صلاحية البطاقة. استعمل غيرها.', en: 'The card has expired. Use another.' },
  MF008: { ar: 'البنك لا يجيب. أعد المحاولة بعد قليل.', en: 'The bank does not answer. Try again in a moment.' },
  MF009: { ar: 'رُفضت البطاقة. جرّب غيرها.', en: 'The card was refused. Try another.' },
  MF010: { ar: 'رمز الأمان غير صحيح. أعد المحاولة.', en: 'The security code is wrong. Try again.' },
  other: { ar: 'أعد المحاولة، أو اختر طريقة أخرى.', en: 'Try again, or choose another way.' },
});

export const staffStrings = defineStrings({
  title: { ar: 'الاشتراكات', en: 'Subscriptions' },
  empty: { ar: 'لا توجد اشتراكات بعد', en: 'There are no subscriptions yet' },
  monthly: { ar: 'شهريًا: {sum}', en: 'A month: {sum}' },
  more: { ar: 'عرض المزيد', en: 'Show more' },
  until: { ar: '{plan} · حتى {date}', en: '{plan} · until {date}' },
  table: { ar: 'فواتير السنة', en: 'Invoices of the year' },
  held: { ar: 'دفعات تنتظر قرارًا: {count}', en: 'Payments that wait for a decision: {count}' },
});
