import { AwsError, type Ground } from '../service.ts';
import { addressesIn, headerOf, parseMail } from './mime.ts';
import type { Feedback, Outbox, Outgoing, Reason } from './outbox.ts';

/** What a template says about senders. Lives as long as the process. */
export type ConfigurationSet = { name: string; suppressedReasons?: readonly Reason[]; sendingEnabled?: boolean };
export type Senders = {
  /** Verified domains and addresses with their default configuration sets. */
  identities: Map<string, string | undefined>;
  sets: Map<string, ConfigurationSet>;
};

export const DAILY_QUOTA = 50_000;
export const SEND_RATE = 14;
export const SIMULATOR = '@simulator.amazonses.com';
export const DAY_MS = 86_400_000;

const MAX_BYTES = 10 * 1024 * 1024;
const MAX_RECIPIENTS = 50;
const refuse = (why: string) => new AwsError('InvalidParameterValue', why);

/** The verified identity behind an address: itself, its domain or a domain above; undefined when there is none. */
export function identityOf({ identities }: Senders, address: string): string | undefined {
  const [, domain = ''] = address.toLowerCase().split('@');
  const labels = domain.split('.');
  const candidates = labels.map((_, at) => labels.slice(at).join('.'));
  return [address.toLowerCase(), ...candidates].find((one) => identities.has(one));
}

type Mail = Pick<Outgoing, 'sender' | 'tags' | 'configurationSet'> & {
  raw: Buffer;
  /** Recipients beside or instead of those in the headers. */
  to: string[];
  /** Envelope sender, where it is given beside the From header. */
  source?: string | undefined;
};

/**
 * Accepts a mail as SES does. Everything it refuses is an error here; what happens at the recipients afterwards
 * (bounces, complaints, suppression) is only told as feedback on the mail.
 */
export function postOffice({ clock, region }: Ground, outbox: Outbox, senders: Senders) {
  function assertVerified(addresses: string[]): void {
    const failed = addresses.filter((address) => identityOf(senders, address) === undefined);
    if (failed.length === 0) return;
    const where = `The following identities failed the check in region ${region.toUpperCase()}`;
    throw new AwsError('MessageRejected', `Email address is not verified. ${where}: ${failed.join(', ')}`);
  }

  function setOf(name: string | undefined): ConfigurationSet | undefined {
    const set = name === undefined ? undefined : senders.sets.get(name);
    if (name !== undefined && set === undefined)
      throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${name}> does not exist.`);
    if (set?.sendingEnabled === false) {
      const paused = `Email sending is paused for configuration set <${name}>.`;
      throw new AwsError('ConfigurationSetSendingPausedException', paused);
    }
    return set;
  }

  function assertWithinQuota(): void {
    const throttled = (what: string) => new AwsError('Throttling', what);
    if (outbox.sentSince(clock.now() - 1000) >= SEND_RATE) throw throttled('Maximum sending rate exceeded.');
    if (outbox.sentSince(clock.now() - DAY_MS, SIMULATOR) >= DAILY_QUOTA)
      throw throttled('Daily message quota exceeded.');
  }

  /** The mailbox simulator's addresses behave as documented; `anybody+bounce@` and `anybody+complaint@` do so for good. */
  function feedbackFrom(recipient: string, reasons: readonly Reason[]): Feedback[] {
    const isSimulated = recipient.toLowerCase().endsWith(SIMULATOR);
    const [mailbox = '', label] = recipient.toLowerCase().split('@')[0]?.split('+') ?? [];
    const scenario = isSimulated ? mailbox : label;
    const bounced = (subType: Feedback['subType'] & string): Feedback[] => [{ type: 'Bounce', recipient, subType }];
    const listed = reasons.find((reason) => reason === outbox.reasonFor(recipient));
    if (listed) return bounced('OnAccountSuppressionList');
    if (isSimulated && scenario === 'suppressionlist') return bounced('Suppressed');
    const reason = scenario === 'bounce' ? 'BOUNCE' : scenario === 'complaint' ? 'COMPLAINT' : undefined;
    if (reason && !isSimulated && reasons.includes(reason)) outbox.suppress(recipient, reason);
    if (reason === 'BOUNCE') return bounced('General');
    const delivered: Feedback = { type: 'Delivery', recipient };
    return reason === 'COMPLAINT' ? [delivered, { type: 'Complaint', recipient }] : [delivered];
  }

  return {
    async read({ raw, to, source }: Pick<Mail, 'raw' | 'to' | 'source'>) {
      if (raw.length > MAX_BYTES) throw refuse(`Message length is more than ${MAX_BYTES} bytes long: '${raw.length}'.`);
      const parsed = await parseMail(raw);
      const from = headerOf(parsed, 'from') ?? source;
      if (from === undefined) throw refuse("Missing required header 'From'.");
      const named = to.length > 0 ? to : ['to', 'cc', 'bcc'].map((name) => headerOf(parsed, name) ?? '');
      return { parsed, from, to: named.flatMap(addressesIn) };
    },

    /** Sends what `read` has read; returns the message id. `verify` are the addresses that must be ours. */
    send(
      { parsed, from, to }: { parsed: Awaited<ReturnType<typeof parseMail>>; from: string; to: string[] },
      { raw, sender, tags, configurationSet }: Omit<Mail, 'to' | 'source'>,
      verify: string[],
    ): string {
      if (to.length === 0) throw refuse('Missing required header: To');
      if (to.length > MAX_RECIPIENTS) throw refuse(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
      for (const address of to) {
        if (!address.includes('@')) throw refuse("Missing final '@domain'");
        if (!/^[!-~]+$/.test(address) || !/^[^@<>]+@[^@<>]+\.[^@<>.]+$/.test(address))
          throw refuse(`Illegal address: ${address}`);
      }
      const badTag = Object.entries(tags).find((pair) => pair.some((text) => !/^[\w-]{1,256}$/.test(text)));
      if (badTag) throw refuse(`Invalid tag: ${badTag.join('=')}`);
      assertVerified(verify);
      const standard = senders.identities.get(identityOf(senders, verify[0] ?? '') ?? '');
      const set = setOf(configurationSet ?? standard);
      assertWithinQuota();
      const reasons = set?.suppressedReasons ?? ['BOUNCE', 'COMPLAINT'];
      const feedback = to.flatMap((recipient) => feedbackFrom(recipient, reasons));
      return outbox.keep({ ...parsed, sender, from, to, tags, configurationSet: set?.name, feedback }, raw);
    },
  };
}
export type PostOffice = ReturnType<typeof postOffice>;
