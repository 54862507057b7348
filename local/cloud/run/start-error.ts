/** Why the local cloud cannot start, with what to do about it, in both languages. Shown without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
  constructor(arabic: string, english: string, cause?: unknown) {
    super(`${arabic}\n${english}`, { cause });
  }
}

function codeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  const code: unknown = Reflect.get(error, 'code');
  // SQLite says what is wrong in the lowest byte; the rest is detail.
  return code === 'ERR_SQLITE_ERROR' ? Number(Reflect.get(error, 'errcode')) & 0xff : code;
}
const sqliteFull = 13;
const sqliteReadOnly = 8;
const sqliteCannotOpen = 14;

/** Translates what the machine says (full disk, read-only folder, port in use) into a sentence; else undefined. */
export function machineProblem(error: unknown, place: string): StartError | undefined {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case sqliteFull:
      return new StartError(
        `القرص ممتلئ: أفرغ مساحة على القرص الذي فيه ${place} ثم أعد التشغيل.`,
        `The disk is full: free some space on the disk that holds ${place}, then start again.`,
        error,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case sqliteReadOnly:
    case sqliteCannotOpen:
      return unwritable(place, error);
    case 'EADDRINUSE':
      return new StartError(
        `المنفذ مشغول (${place}): أوقف البرنامج الذي يستخدمه أو اختر منفذاً آخر، مثلاً PORT=4000 npm start.`,
        `The port is in use (${place}): stop the program that uses it or choose another, for example PORT=4000 npm start.`,
        error,
      );
    default:
      return undefined;
  }
}

export const unwritable = (folder: string, cause?: unknown) =>
  new StartError(
    `لا يمكن الكتابة في ${folder}: اسمح بالكتابة في هذا المجلد أو انقل المشروع إلى مجلد آخر.`,
    `${folder} cannot be written to: make this folder writable or move the project to another one.`,
    cause,
  );

export const unusableState = (folder: string, cause?: unknown) =>
  new StartError(
    `البيانات المحفوظة في ${folder} تالفة أو ليست من هذا المشروع: شغّل \u200enpm start -- --fresh\u200e للبدء من جديد (يمحو هذه البيانات).`,
    `The data in ${folder} is damaged or not of this project: run npm start -- --fresh to begin anew (this erases it).`,
    cause,
  );

export const alreadyRunning = (folder: string, pid: string) =>
  new StartError(
    `السحابة المحلية تعمل من قبل على ${folder} (رقم العملية ${pid}): أوقفها أولاً بـ Ctrl-C.`,
    `The local cloud is already running on ${folder} (process ${pid}): stop it first with Ctrl-C.`,
  );
