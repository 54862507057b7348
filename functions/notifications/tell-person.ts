import { mayEnter } from '#functions/auth/may-enter.ts';
import { isWithin } from '#functions/auth/rate-limit.ts';
import { teamOf } from '#functions/auth/team.ts';
import { type Delivery, type Mail, sendMail } from '#functions/mail/send-mail.ts';
import { type PostForNotice, postForNotice } from '#functions/posts/post-for-notice.ts';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { sendTo } from '#runtime/queue.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import { may } from '#shared/contract/permission.ts';
import { howToTell } from '#shared/notifications/how-to-tell.ts';
import { isAsking, noticesQueue, type PersonMessage } from '#shared/notifications/message.ts';
import { languagesOf } from './languages-of.ts';
import { countNotice, type Hour, hourOf, noteSummary, noteWait } from './notice-hour.store.ts';
import { noticeMail, summaryMail } from './notice-mail.ts';
import { tellingBegun, tellingGivenBack, toldOf, type Untold, untoldOf } from './untold.store.ts';

const HOUR_MS = 3_600_000;
/** SES counts by the second and by the day; a little of everything is tried again soon. */
const PUT_OFF_MS = 60_000;
/** So much earlier a machine with another clock may find the message that comes back. */
const CLOCKS_MS = 5_000;
/** Longer than a day's quota is full: then somebody of ours has to look. */
const LONGEST_MS = 25 * HOUR_MS;
/** As many as one transaction takes, with room. */
const TOGETHER = 90;

/** A post that waits for a person, and the note that they are still to be told of it. */
type Waiting = { row: Untold; post: PostForNotice };

/**
 * Tells one person of all that waits for them and was not told. Each mail is at most once: the notes it tells of are
 * marked before it leaves, and taken away when SES has it or nobody knows. A mail that SES put off was certainly not
 * sent: its notes are free again, and so is the message, a minute later, until it is through. What SES refuses for a
 * reason that is ours fails, so that it is tried again and in the end raises an alarm.
 */
export async function tellPerson(message: PersonMessage): Promise<void> {
  const { clientId, subject } = message;
  const rows = await untoldOf(clientId, subject);
  if (rows.length === 0) return logger.info('told already');
  const at = now();
  const hour: Hour = { clientId, subject, hour: Math.floor(at / HOUR_MS) };
  const expiresAt = Math.ceil(((hour.hour + 2) * HOUR_MS) / 1000);
  const known = await hourOf(hour);
  // One message comes back for all: forty of them would use up the very rate they wait for.
  if (known.waitUntil > at) return logger.info('waits already');

  const person = (await teamOf(clientId)).find((one) => one.subject === subject);
  const concerned = person && mayEnter(person) && may(person.role, 'posts:write');
  const waiting = concerned ? await stillWaiting(rows) : [];
  const gone = rows.filter((row) => !waiting.some((one) => one.row === row));
  await Promise.all(gone.map((row) => transactWithRetry(toldOf(row))));
  if (!person || waiting.length === 0) return logger.info('nothing to tell', { gone: gone.length });
  /** The message goes first: a crash in between only means two of them. */
  const comeBack = async (next: PersonMessage, afterMs: number) => {
    await sendTo(noticesQueue, [next], afterMs);
    await noteWait(hour, at + afterMs - CLOCKS_MS, expiresAt);
  };
  const how = howToTell({ waiting: waiting.length, ...known }, at);
  if (how.tell === 'later') return comeBack(message, how.afterMs);
  const languages = languagesOf(person);
  const mailOf = (posts: readonly PostForNotice[]): Mail => {
    const [first] = posts;
    return how.tell === 'each' && first
      ? noticeMail(languages, first, first.targets.filter(isAsking))
      : summaryMail(languages, posts.length);
  };
  for (const of of how.tell === 'each' ? waiting.map((one) => [one]) : inChunks(waiting)) {
    const delivery = (await isItsTurn(clientId)) ? await send(person.email, mailOf, of) : 'put_off';
    if (delivery === 'put_off') return comeBack(putOff(message), PUT_OFF_MS);
    if (delivery === 'refused') throw new Error('SES takes no mail of ours');
    if (delivery === undefined) continue;
    await (how.tell === 'each' ? countNotice(hour, expiresAt) : noteSummary(hour, at, expiresAt));
    logger.info('told', { tell: how.tell, posts: of.length, delivery });
  }
}

/**
 * Whether a notice may leave in this second: no business uses up what all share, and all notices together leave room
 * for the mails with which people get in.
 */
const isItsTurn = async (clientId: string): Promise<boolean> =>
  (await isWithin('noticesPerBusiness', clientId)) && isWithin('noticesPerSecond', 'platform');

/** What was decided in the meantime asks nothing any more. */
async function stillWaiting(rows: readonly Untold[]): Promise<Waiting[]> {
  const found = await Promise.all(
    rows.map(async (row) => ({ row, post: await postForNotice(row.clientId, row.postId) })),
  );
  return found.flatMap(({ row, post }) => (post?.targets.some(isAsking) ? [{ row, post }] : []));
}

/** Sends one mail, at most once, of what nobody else is telling just now; undefined when that is nothing. */
async function send(
  to: string,
  mailOf: (posts: readonly PostForNotice[]) => Mail,
  of: readonly Waiting[],
): Promise<Delivery | undefined> {
  const ours = await begun(of);
  if (ours.length === 0) return undefined;
  const rows = ours.map(({ row }) => row);
  const delivery = await sendMail(to, mailOf(ours.map(({ post }) => post)));
  const untold = delivery === 'put_off' || delivery === 'refused';
  await Promise.all(rows.map((row) => transactWithRetry(untold ? tellingGivenBack(row) : toldOf(row))));
  return delivery;
}

async function begun(of: readonly Waiting[]): Promise<readonly Waiting[]> {
  let ours = of;
  while (ours.length > 0) {
    const rows = ours.map(({ row }) => row);
    const written = await transactWithRetry(tellingBegun(rows, now()));
    if (written.done) break;
    ours = ours.filter((_, position) => !written.refused.includes(position));
  }
  return ours;
}

/** The message that comes back; after more than a day it fails, to be looked at. */
function putOff(message: PersonMessage): PersonMessage {
  const { waitingSince = now() } = message;
  if (now() - waitingSince > LONGEST_MS) throw new Error('SES has put our mails off for more than a day');
  return { ...message, waitingSince };
}

const inChunks = (all: readonly Waiting[]): Waiting[][] =>
  Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, n) => all.slice(n * TOGETHER, (n + 1) * TOGETHER));
