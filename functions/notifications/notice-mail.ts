import { escaped, type MailRow, mailPage } from '#functions/mail/mail-page.ts';
import type { Mail } from '#functions/mail/send-mail.ts';
import type { PostForNotice } from '#functions/posts/post-for-notice.ts';
import { now } from '#runtime/clock.ts';
import { env } from '#runtime/env.ts';
import { momentWords } from '#shared/calendar/moment.ts';
import { fillIn } from '#shared/contract/sentence.ts';
import type { Language, Phrase } from '#shared/contract/text.ts';
import { type AskingState, askingStates } from '#shared/notifications/message.ts';
import { whatToTell } from '#shared/notifications/what-to-tell.ts';
import { captionLine } from '#shared/platforms/caption.ts';
import { networkOf } from '#shared/platforms/platform.ts';
import { answerStrings, reasonIn, stepIn } from '#shared/publishing/reason-strings.ts';
import type { Target } from '#shared/publishing/target.ts';
import { headings, parts } from './notice-texts.ts';

type Asking = Pick<Target, 'platform' | 'username' | 'reason' | 'publishAt'> & { state: AskingState };
type About = Pick<PostForNotice, 'postId' | 'excerpt' | 'state' | 'publishAt'>;
/** One line of a mail: how it looks, its text, and where it leads. */
type Line = { look: MailRow[0]; text: string; url?: string };
type Section = { language: Language; subject: string; lines: readonly Line[] };

const EXCERPT_LENGTH = 140;

/**
 * What a team is told about one post: what happened on each account and the one next step, with one link to the post's
 * page. The link only opens it, because programs that look for viruses follow every link of a mail.
 */
export function noticeMail(languages: readonly Language[], post: About, targets: readonly Asking[]): Mail {
  const urgent = askingStates.find((state) => targets.some((target) => target.state === state)) ?? 'failed';
  const url = `${env('webUrl')}/posts/${post.postId}`;
  const excerpt = excerptOf(post);
  const plannedAt = post.publishAt ?? targets[0]?.publishAt;
  const sections = languages.map((language): Section => {
    const say = (phrase: Phrase, values?: Record<string, string>) => fillIn(phrase[language], values);
    const lines: Line[] = [
      { look: 'heading', text: say(headings[urgent]) },
      ...targets.flatMap((target) => aboutTarget(target, post, language)),
      { look: 'text', text: say(parts.post, { excerpt: excerpt ? captionLine(excerpt) : say(parts.noText) }) },
    ];
    if (plannedAt !== undefined)
      lines.push({ look: 'text', text: say(parts.planned, { time: momentWords(language, plannedAt, now()) }) });
    lines.push({ look: 'text', text: say(parts.open), url }, { look: 'note', text: say(parts.note) });
    return { language, subject: say(headings[urgent]), lines };
  });
  return mailOf(sections);
}

/** Tells of so many posts at once, instead of so many mails. */
export function summaryMail(languages: readonly Language[], posts: number): Mail {
  const sections = languages.map((language): Section => {
    const subject = fillIn(parts.summary[language], { count: String(posts) });
    const lines: Line[] = [
      { look: 'heading', text: subject },
      { look: 'text', text: parts.summaryLead[language] },
      { look: 'text', text: parts.openCalendar[language], url: `${env('webUrl')}/calendar` },
    ];
    return { language, subject, lines };
  });
  return mailOf(sections);
}

function aboutTarget(target: Asking, post: About, language: Language): Line[] {
  const say = (phrase: Phrase, values?: Record<string, string>) => fillIn(phrase[language], values);
  const { reason, step } = whatToTell(target, post);
  const account = say(parts.onAccount, {
    platform: say(networkOf(target.platform).names),
    username: `@${target.username}`,
  });
  const next =
    step === 'resolve'
      ? say(parts.answers, { seen: say(answerStrings.seen), notSeen: say(answerStrings.notSeen) })
      : say(parts.nextStep, { step: stepIn(language, step, target.platform) });
  return [
    { look: 'text', text: `${account}: ${reasonIn(language, reason, target.platform)}` },
    { look: 'text', text: next },
  ];
}

/** In one line, so that no text of a client's can look like a line of ours. */
const excerptOf = ({ excerpt }: About) =>
  Array.from(excerpt.replace(/\s+/gu, ' ').trim()).slice(0, EXCERPT_LENGTH).join('');

function mailOf(sections: readonly Section[]): Mail {
  const rowOf = ({ look, text, url }: Line): MailRow => [
    look,
    url ? `<a href="${escaped(url)}" style="color:#0f766e">${escaped(text)}</a>` : escaped(text),
  ];
  const plain = ({ text, url }: Line) => (url ? `${text}:\n${url}` : text);
  return {
    subject: sections.map(({ subject }) => subject).join(' · '),
    html: mailPage(sections.map(({ language, lines }) => ({ language, rows: lines.map(rowOf) }))),
    text: sections.map(({ lines }) => lines.map(plain).join('\n\n')).join('\n\n———\n\n'),
  };
}
