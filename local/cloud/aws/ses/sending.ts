import { AwsError, type Ground } from '../service.ts';
import { addressesIn, headerOf, parseMail } from './mime.ts';
import { type Feedback, type Outbox, type Outgoing, type Reason, SIMULATOR } from './outbox.ts';

export type ConfigurationSet = { name: string; suppressedReasons?: readonly Reason[]; sendingEnabled?: boolean };
/** A mail as it is handed in: `to` and `source` are the envelope, where it is given beside the headers. */
export type Submitted = Pick<Outgoing, 'sender' | 'tags' | 'configurationSet'> & {
  raw: Buffer;
  to: string[];
  source?: string | undefined;
};
/** Asks whether the caller may send from this identity to these recipients. */
type Authorize = (identity: string, context: Record<string, string | string[]>) => Promise<void>;

/** Who sends a user pool's mails when the pool names nobody: an address of AWS's own. */
export const COGNITO_SENDER = 'no-reply@verificationemail.com';
export const DAILY_QUOTA = 50_000;
export const SEND_RATE = 14;
export const DAY_MS = 86_400_000;

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_RECIPIENTS = 50;
const refuse = (why: string) => new AwsError('InvalidParameterValue', why);

/**
 * Accepts a mail as SES does. Everything it refuses is an error here; what happens at the recipients afterwards
 * (bounces, complaints, suppression) is only told as feedback on the mail. What the template says about senders lives
 * as long as the process.
 */
export function postOffice({ clock, region }: Ground, outbox: Outbox) {
  /** Verified domains and addresses with their default configuration sets. */
  const identities = new Map<string, string | undefined>([[COGNITO_SENDER, undefined]]);
  const sets = new Map<string, ConfigurationSet>();

  /** The verified identity behind an address: itself, its domain or a domain above. */
  function identityOf(address: string): string | undefined {
    const labels = address.slice(address.indexOf('@') + 1).split('.');
    const domains = labels.map((_, at) => labels.slice(at).join('.'));
    return [address, ...domains].map((one) => one.toLowerCase()).find((one) => identities.has(one));
  }

  function assertVerified(addresses: string[]): void {
    const failed = addresses.filter((address) => identityOf(address) === undefined).join(', ');
    const where = `The following identities failed the check in region ${region.toUpperCase()}`;
    if (failed) throw new AwsError('MessageRejected', `Email address is not verified. ${where}: ${failed}`);
  }

  function setOf(name: string | undefined): ConfigurationSet | undefined {
    const set = name === undefined ? undefined : sets.get(name);
    if (name !== undefined && set === undefined)
      throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${name}> does not exist.`);
    const paused = `Email sending is paused for configuration set <${name}>.`;
    if (set?.sendingEnabled === false) throw new AwsError('ConfigurationSetSendingPausedException', paused);
    return set;
  }

  function assertSendable(to: string[], tags: Record<string, string>): void {
    if (to.length === 0) throw refuse('Missing required header: To');
    if (to.length > MAX_RECIPIENTS) throw refuse(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
    for (const address of to) {
      if (!address.includes('@')) throw refuse("Missing final '@domain'");
      if (!/^[!-~]+$/.test(address) || !/^[^@<>]+@[^@<>]+\.[^@<>.]+$/.test(address))
        throw refuse(`Illegal address: ${address}`);
    }
    const badTag = Object.entries(tags).find((pair) => pair.some((text) => !/^[\w-]{1,256}$/.test(text)));
    if (badTag) throw refuse(`Invalid tag: ${badTag.join('=')}`);
    const isTooFast = outbox.sentSince(clock.now() - 1000) >= SEND_RATE;
    const isTooMuch = outbox.sentSince(clock.now() - DAY_MS) >= DAILY_QUOTA;
    if (isTooFast) throw new AwsError('Throttling', 'Maximum sending rate exceeded.');
    if (isTooMuch) throw new AwsError('Throttling', 'Daily message quota exceeded.');
  }

  /** The mailbox simulator's addresses behave as documented; `anybody+bounce@` and `anybody+complaint@` do so for good. */
  function feedbackFrom(recipient: string, reasons: readonly Reason[]): Feedback[] {
    const isSimulated = recipient.toLowerCase().endsWith(SIMULATOR);
    const [mailbox, label] = recipient.toLowerCase().replace(/@.*/, '').split('+');
    const scenario = isSimulated ? mailbox : label;
    const bounced = (subType: Feedback['subType'] & string): Feedback[] => [{ type: 'Bounce', recipient, subType }];
    if (reasons.some((reason) => reason === outbox.reasonFor(recipient))) return bounced('OnAccountSuppressionList');
    if (isSimulated && scenario === 'suppressionlist') return bounced('Suppressed');
    const reason = scenario === 'bounce' ? 'BOUNCE' : scenario === 'complaint' ? 'COMPLAINT' : undefined;
    if (reason && !isSimulated && reasons.includes(reason)) outbox.suppress(recipient, reason);
    if (reason === 'BOUNCE') return bounced('General');
    const delivered: Feedback = { type: 'Delivery', recipient };
    return reason === 'COMPLAINT' ? [delivered, { type: 'Complaint', recipient }] : [delivered];
  }

  return {
    verifyIdentity: (identity: string, set?: string): void => void identities.set(identity.toLowerCase(), set),
    createConfigurationSet: (set: ConfigurationSet): void => void sets.set(set.name, set),
    /** Returns the message id. */
    async accept(mail: Submitted, authorize: Authorize = async () => {}): Promise<string> {
      const { raw, source, sender, tags } = mail;
      if (raw.length > MAX_BYTES) throw refuse(`Message length is more than ${MAX_BYTES} bytes long: '${raw.length}'.`);
      const parsed = await parseMail(raw);
      const from = headerOf(parsed, 'from') ?? source;
      if (from === undefined) throw refuse("Missing required header 'From'.");
      const headers = ['to', 'cc', 'bcc'].map((name) => headerOf(parsed, name) ?? '');
      const to = (mail.to.length > 0 ? mail.to : headers).flatMap(addressesIn);
      const ours = [...new Set([from, source ?? from].flatMap(addressesIn))];
      const [address = ''] = ours;
      const identity = identityOf(address);
      await authorize(identity ?? address, { 'ses:FromAddress': address, 'ses:Recipients': to });
      assertVerified(ours);
      assertSendable(to, tags);
      const set = setOf(mail.configurationSet ?? identities.get(identity ?? ''));
      const reasons = set?.suppressedReasons ?? ['BOUNCE', 'COMPLAINT'];
      const feedback = to.flatMap((recipient) => feedbackFrom(recipient, reasons));
      return outbox.keep({ ...parsed, sender, from, to, tags, configurationSet: set?.name, feedback }, raw);
    },
  };
}
export type PostOffice = ReturnType<typeof postOffice>;
