import { defineStrings, type Phrase } from '../../lib/i18n.ts';
import type { UploadRefusal } from './upload-image.ts';

/** Why an image was not taken and what to do: one sentence each. */
export const uploadRefusalStrings: Record<UploadRefusal, Phrase> = {
  heic: {
    ar: 'هذه صورة HEIC، مهما كان اسم الملف. احفظها بصيغة JPEG ثم أضفها، أو أضفها من الهاتف مباشرة.',
    en: 'This is an HEIC image, whatever the file is called. Save it as JPEG and add it again, or add it from the phone itself.',
  },
  avif: {
    ar: 'هذه صورة AVIF، ولا نستقبل هذه الصيغة. احفظها بصيغة JPEG أو PNG ثم أضفها.',
    en: 'This is an AVIF image, which we do not take. Save it as JPEG or PNG and add it again.',
  },
  gif: {
    ar: 'هذه صورة GIF، ولا ننشر الصور المتحركة. أضف صورة JPEG أو PNG.',
    en: 'This is a GIF; we do not publish moving images. Add a JPEG or PNG image.',
  },
  tiff: {
    ar: 'هذه صورة TIFF، ولا نستقبل هذه الصيغة. احفظها بصيغة JPEG أو PNG ثم أضفها.',
    en: 'This is a TIFF image, which we do not take. Save it as JPEG or PNG and add it again.',
  },
  bmp: {
    ar: 'هذه صورة BMP، ولا نستقبل هذه الصيغة. احفظها بصيغة JPEG أو PNG ثم أضفها.',
    en: 'This is a BMP image, which we do not take. Save it as JPEG or PNG and add it again.',
  },
  svg: {
    ar: 'هذا رسم SVG، ولا نستقبل هذه الصيغة. صدّره بصيغة PNG ثم أضفه.',
    en: 'This is an SVG drawing, which we do not take. Export it as PNG and add it again.',
  },
  pdf: {
    ar: 'هذا ملف PDF. احفظ الصفحة التي تريدها صورةً بصيغة JPEG أو PNG ثم أضفها.',
    en: 'This is a PDF. Save the page you want as a JPEG or PNG image and add it.',
  },
  video: {
    ar: 'هذا مقطع فيديو، ولا ننشر الفيديو بعد. أضف صورة JPEG أو PNG أو WebP.',
    en: 'This is a video; we do not publish videos yet. Add a JPEG, PNG or WebP image.',
  },
  video_unreadable: {
    ar: 'لم نستطع قراءة هذا الفيديو كاملًا. صدّره بصيغة MP4 ثم أضفه.',
    en: 'We could not read the whole video. Export it as MP4 and add it again.',
  },
  video_too_long: {
    ar: 'الفيديو أطول من 5 دقائق. قصّره ثم أضفه.',
    en: 'The video is longer than 5 minutes. Shorten it and add it again.',
  },
  video_too_large: {
    ar: 'الفيديو أكبر من الحد: 500 ميغابايت و4096 بكسل. صدّره أصغر ثم أضفه.',
    en: 'The video is larger than 500 MB or 4,096 pixels. Export it smaller and add it again.',
  },
  video_without_picture: {
    ar: 'لا شيء يُرى في هذا الفيديو. اختر فيديو آخر.',
    en: 'There is nothing to see in this video. Choose another one.',
  },
  too_large: {
    ar: 'حجم الملف أكبر من 30 ميغابايت. صغّر الصورة ثم أعد إضافتها.',
    en: 'The file is larger than 30 MB. Make it smaller and add it again.',
  },
  empty: { ar: 'الملف فارغ. اختر ملفًا آخر.', en: 'The file is empty. Choose another one.' },
  not_an_image: {
    ar: 'محتوى هذا الملف ليس صورة JPEG أو PNG أو WebP، مهما كان اسمه. اختر صورة أخرى.',
    en: 'This file does not hold a JPEG, PNG or WebP image, whatever its name says. Choose another one.',
  },
  truncated: {
    ar: 'الصورة ناقصة أو تالفة. صدّرها من جديد ثم أضفها.',
    en: 'The image is incomplete. Export it again and add it.',
  },
  too_many_pixels: {
    ar: 'أبعاد الصورة أكبر من 50 ميغابكسل. صغّرها ثم أضفها.',
    en: 'The image has more than 50 megapixels. Make it smaller and add it again.',
  },
  too_small: {
    ar: 'عرض الصورة أقل من 320 بكسل. اختر صورة أكبر.',
    en: 'The image is less than 320 pixels wide. Choose a larger one.',
  },
  unreadable: {
    ar: 'لم نستطع قراءة الصورة كاملة. اختر صورة أخرى.',
    en: 'We could not read the whole image. Choose another one.',
  },
  lost: {
    ar: 'لم نجد الملف بعد رفعه. ارفعه مرة أخرى.',
    en: 'The file was not there any more. Upload it again.',
  },
  slow: {
    ar: 'فحص الصورة يطول أكثر من المعتاد. ستجدها في مكتبة الصور حين تجهز.',
    en: 'Checking the image takes longer than usual. You will find it in the library once it is ready.',
  },
  connection: {
    ar: 'انقطع الاتصال أثناء الرفع. ما كتبته محفوظ؛ أعد المحاولة.',
    en: 'The connection broke during the upload. What you wrote is safe; try again.',
  },
  not_allowed: { ar: 'انتهت مهلة الرفع. أعد المحاولة.', en: 'The upload took too long to start. Try again.' },
};

export const strings = defineStrings({
  image: { ar: 'الصورة', en: 'Image' },
  dropHere: { ar: 'أفلت الصورة هنا أو الصقها', en: 'Drop an image here, or paste it' },
  chooseFile: { ar: 'اختر من الجهاز', en: 'Choose a file' },
  fromLibrary: { ar: 'من مكتبة الصور', en: 'From the library' },
  kinds: { ar: 'JPEG أو PNG أو WebP حتى 30 ميغابايت', en: 'JPEG, PNG or WebP, up to 30 MB' },
  uploading: { ar: 'جارٍ رفع {name}', en: 'Uploading {name}' },
  checking: { ar: 'نفحص الصورة ونجهّزها…', en: 'Checking and preparing the image…' },
  ready: { ar: 'الصورة جاهزة.', en: 'The image is ready.' },
  stop: { ar: 'إيقاف الرفع', en: 'Stop upload' },
  retry: { ar: 'أعد المحاولة', en: 'Try again' },
  dismiss: { ar: 'إخفاء', en: 'Dismiss' },
  frame: { ar: 'إطار الصورة', en: 'Frame' },
  frameNow: { ar: 'اختر إطارًا يُقبل', en: 'Choose a frame that is taken' },
  framed: { ar: 'الإطار جاهز.', en: 'The frame is ready.' },
  remove: { ar: 'إزالة الصورة', en: 'Remove image' },
  oneImage: { ar: 'أخذنا صورة واحدة: المنشور يحمل صورة واحدة.', en: 'One image was taken: a post carries one.' },
  altText: { ar: 'وصف الصورة', en: 'Describe the image' },
  altTextHelp: {
    ar: 'يسمعه من لا يرى الصورة. مثال: كوب قهوة على طاولة خشبية.',
    en: 'For people who do not see it. Example: a cup of coffee on a wooden table.',
  },
  altTextFailed: { ar: 'لم يُحفظ الوصف.', en: 'The description was not saved.' },
  libraryTitle: { ar: 'مكتبة الصور', en: 'Image library' },
  libraryEmpty: { ar: 'لا صور بعد. أضف أول صورة من جهازك.', en: 'No images yet. Add the first one from your device.' },
  useImage: { ar: 'استخدم {name}', en: 'Use {name}' },
  more: { ar: 'عرض المزيد', en: 'Show more' },
});
