import { defineStrings } from '../../lib/i18n.ts';

export const strings = defineStrings({
  title: { ar: 'الفريق', en: 'Team' },
  count: {
    ar: {
      zero: 'لا أعضاء',
      one: 'عضو واحد',
      two: 'عضوان',
      few: '{count} أعضاء',
      many: '{count} عضوًا',
      other: '{count} عضو',
    },
    en: { one: '{count} person', other: '{count} people' },
  },
  invite: { ar: 'دعوة عضو', en: 'Invite somebody' },
  aloneTitle: { ar: 'أنت وحدك في الفريق', en: 'You are the only one in the team' },
  aloneWhy: {
    ar: 'ادعُ من يكتب المنشورات معك، أو من يكتفي بمتابعتها.',
    en: 'Invite those who write posts with you, or who only follow them.',
  },
  you: { ar: 'أنت', en: 'You' },
  manager: { ar: 'مدير', en: 'Manager' },
  editor: { ar: 'محرر', en: 'Editor' },
  viewer: { ar: 'مطّلع', en: 'Viewer' },
  managerMay: {
    ar: 'يدير الفريق والحسابات المرتبطة، ويكتب المنشورات وينشرها.',
    en: 'Manages the team and the connected accounts, writes and publishes posts.',
  },
  editorMay: { ar: 'يكتب المنشورات ويجدولها وينشرها.', en: 'Writes, schedules and publishes posts.' },
  viewerMay: { ar: 'يرى كل شيء ولا يغيّر شيئًا.', en: 'Sees everything and changes nothing.' },
  active: { ar: 'نشط', en: 'Active' },
  suspended: { ar: 'موقوف', en: 'Suspended' },
  invited: { ar: 'بانتظار القبول', en: 'Invited' },
  expired: { ar: 'انتهت مهلة الدعوة', en: 'Invitation ran out' },
  unsent: { ar: 'لم تُرسل الدعوة', en: 'Invitation not sent' },
  invitedWhy: { ar: 'أُرسلت الدعوة {when}، وتصلح حتى {until}.', en: 'Written to {when}; works until {until}.' },
  expiredWhy: {
    ar: 'انتهت صلاحية كلمة المرور المؤقتة في {until}. أعد إرسال الدعوة.',
    en: 'The temporary password stopped working on {until}. Send the invitation again.',
  },
  unsentWhy: {
    ar: 'تعذّر إرسال البريد. أعد إرسال الدعوة.',
    en: 'No mail could be sent. Send the invitation again.',
  },
  acts: { ar: 'خيارات {name}', en: 'Options for {name}' },
  changeRole: { ar: 'تغيير الدور', en: 'Change role' },
  resend: { ar: 'إعادة إرسال الدعوة', en: 'Send invitation again' },
  remove: { ar: 'إزالة من الفريق', en: 'Remove from team' },
  withdraw: { ar: 'سحب الدعوة', en: 'Withdraw invitation' },
  name: { ar: 'الاسم', en: 'Name' },
  nameMissing: { ar: 'اكتب الاسم.', en: 'Write the name.' },
  email: { ar: 'البريد الإلكتروني', en: 'E-mail address' },
  emailWrong: {
    ar: 'اكتب البريد الإلكتروني كاملًا، مثل sara@cafe.kw',
    en: 'Write the whole address, such as sara@cafe.kw',
  },
  role: { ar: 'الدور', en: 'Role' },
  language: { ar: 'لغة الرسائل', en: 'Language of their mails' },
  arabic: { ar: 'العربية', en: 'Arabic' },
  english: { ar: 'الإنجليزية', en: 'English' },
  inviteDone: { ar: 'أُرسلت الدعوة إلى {email}.', en: 'The invitation went to {email}.' },
  resendDone: { ar: 'أُعيد إرسال الدعوة إلى {email}.', en: 'The invitation went to {email} again.' },
  roleDone: { ar: 'تغيّر دور {name}: {role}.', en: '{name} has a new role: {role}.' },
  removeDone: { ar: 'أُزيل {name} من الفريق.', en: '{name} is no longer in the team.' },
  withdrawDone: { ar: 'سُحبت دعوة {name}.', en: 'The invitation of {name} was withdrawn.' },
});

export const inviteDialog = defineStrings({
  title: { ar: 'دعوة عضو إلى الفريق', en: 'Invite somebody to the team' },
  text: {
    ar: 'تُرسل كلمة مرور مؤقتة بالبريد الإلكتروني، وتصلح سبعة أيام.',
    en: 'They get a mail with a temporary password that works for seven days.',
  },
  act: { ar: 'إرسال الدعوة', en: 'Send invitation' },
});

export const roleDialog = defineStrings({
  title: { ar: 'دور {name}', en: 'Role of {name}' },
  text: { ar: 'يسري التغيير خلال دقيقة.', en: 'The change takes effect within a minute.' },
  act: { ar: 'حفظ الدور', en: 'Save role' },
  keep: { ar: 'إبقاء الدور كما هو', en: 'Keep the role as it is' },
});

export const removeMemberDialog = defineStrings({
  title: { ar: 'إزالة {name} من الفريق؟', en: 'Remove {name} from the team?' },
  text: {
    ar: 'خلال دقيقة تُغلق جلسات هذا العضو ويُحذف حسابه لدينا. تبقى المنشورات وكل ما كُتب فيها، ويمكنك توجيه الدعوة من جديد.',
    en: 'Within a minute they are signed out, and their account here is deleted. Their posts and all they wrote stay, and you can invite them again.',
  },
  act: strings.remove,
  keep: { ar: 'إبقاء العضو في الفريق', en: 'Keep in the team' },
});

export const withdrawDialog = defineStrings({
  title: { ar: 'سحب دعوة {name}؟', en: 'Withdraw the invitation of {name}?' },
  text: {
    ar: 'لن تعمل كلمة المرور التي وصلت بالبريد الإلكتروني. يمكنك توجيه الدعوة من جديد متى شئت.',
    en: 'The password from the mail stops working. You can invite them again whenever you like.',
  },
  act: strings.withdraw,
  keep: { ar: 'إبقاء الدعوة', en: 'Keep the invitation' },
});
