import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  signIn: { ar: 'تسجيل الدخول', en: 'Sign in' },
  welcome: { ar: 'خطّط منشوراتك، ونحن ننشرها في وقتها.', en: 'Plan your posts. We publish them on time.' },
  email: { ar: 'البريد الإلكتروني', en: 'E-mail address' },
  emailMissing: { ar: 'اكتب بريدك الإلكتروني كاملًا.', en: 'Write your complete e-mail address.' },
  password: { ar: 'كلمة المرور', en: 'Password' },
  passwordMissing: { ar: 'اكتب كلمة المرور.', en: 'Write your password.' },
  passwordUnusable: {
    ar: 'كلمة المرور لا تبدأ بمسافة ولا تنتهي بها، وهي سطر واحد. احذف المسافة الزائدة.',
    en: 'A password is one line and neither begins nor ends with a space. Remove the extra space.',
  },
  showPassword: { ar: 'إظهار كلمة المرور', en: 'Show password' },
  hidePassword: { ar: 'إخفاء كلمة المرور', en: 'Hide password' },
  forgotLink: { ar: 'نسيت كلمة المرور؟', en: 'Forgot your password?' },
  ended: {
    ar: 'انتهت جلستك. سجّل الدخول لتكمل من حيث توقفت.',
    en: 'Your session has ended. Sign in to go on where you were.',
  },
  already: { ar: 'الدخول مسجّل باسم {name} على هذا الجهاز.', en: '{name} is signed in on this device.' },
  goOn: { ar: 'متابعة', en: 'Go on' },
  suspended: {
    ar: 'هذا الحساب موقوف. تواصل مع الدعم لإعادة تفعيله.',
    en: 'This account is suspended. Contact support to have it reopened.',
  },
  newPasswordTitle: { ar: 'اختر كلمة مرور جديدة', en: 'Choose a new password' },
  newPasswordWhy: {
    ar: 'كلمة المرور التي وصلتك بالبريد مؤقتة.',
    en: 'The password from the invitation works only once.',
  },
  newPassword: { ar: 'كلمة المرور الجديدة', en: 'New password' },
  passwordRule: {
    ar: 'اثنا عشر حرفًا على الأقل، فيها حرف لاتيني كبير وصغير ورقم ورمز.',
    en: 'At least twelve characters, with upper and lower case letters, a digit and a symbol.',
  },
  authenticatorTitle: { ar: 'رمز تطبيق المصادقة', en: 'Authenticator code' },
  authenticatorWhy: {
    ar: 'افتح تطبيق المصادقة على هاتفك واكتب الرمز الظاهر.',
    en: 'Open the authenticator app on your phone and write the code it shows.',
  },
  code: { ar: 'الرمز (6 أرقام)', en: 'Code (6 digits)' },
  codeMissing: { ar: 'الرمز ستة أرقام.', en: 'The code has six digits.' },
  continue: { ar: 'متابعة', en: 'Continue' },
  back: { ar: 'العودة إلى تسجيل الدخول', en: 'Back to sign-in' },
  slowed: {
    ar: 'محاولات كثيرة بكلمة مرور خاطئة، فأوقفنا المحاولة من هنا. أعدها بعد {wait}، أو سجّل الدخول الآن برمز نرسله إلى بريدك.',
    en: 'Too many wrong passwords, so we have paused attempts from here. Try again in {wait}, or sign in now with a code by e-mail.',
  },
  byCode: { ar: 'أرسلوا لي رمزًا', en: 'Send me a code' },
  forgotTitle: { ar: 'استعادة كلمة المرور', en: 'Reset your password' },
  forgotWhy: {
    ar: 'نرسل إلى بريدك رمزًا لاختيار كلمة مرور جديدة.',
    en: 'We send a code to your e-mail address to choose a new password.',
  },
  sendCode: { ar: 'إرسال الرمز', en: 'Send the code' },
  haveCode: { ar: 'لدي رمز', en: 'I have a code' },
  resetTitle: { ar: 'كلمة مرور جديدة', en: 'A new password' },
  sent: {
    ar: 'إن كان لهذا البريد حساب عندنا، فسيصله الرمز خلال دقائق.',
    en: 'If this address has an account here, the code arrives within minutes.',
  },
  sendAgain: { ar: 'إرسال رمز جديد', en: 'Send a new code' },
  setPassword: { ar: 'حفظ كلمة المرور', en: 'Save the password' },
  resetDone: { ar: 'تغيّرت كلمة المرور. سجّل الدخول بها الآن.', en: 'The password was changed. Sign in with it now.' },
});
