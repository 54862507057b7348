import type { Phrase } from '../contract/text.ts';

/** Limits of one text, as the network counts it. What is missing is not limited. */
export type TextRules = { readonly max: number; readonly mentionsMax?: number };

/** Width to height in whole numbers, so that an image at the limit is judged exactly. */
export type Ratio = readonly [width: number, height: number];
export const aspectOf = ([width, height]: Ratio): number => width / height;

/** Sizes are pixels of the rendition that will be sent. */
export type ImageRules = {
  readonly tallest: Ratio;
  readonly widest: Ratio;
  readonly minWidth: number;
  readonly maxBytes: number;
};

/** What one kind of post may hold on a network. */
export type KindRules = {
  readonly caption: TextRules;
  /** Nothing of the text is shown there: it is left out, and limits nothing. */
  readonly textless?: true;
  /** Missing where our adapter posts no first comment. */
  readonly comment?: TextRules;
  /** Hashtags of text and first comment together. */
  readonly hashtagsMax?: number;
  /** Stock signs such as `$AAPL` in one post. */
  readonly cashtagsMax?: number;
  /** Posts that a text may go out as, where the network knows threads. */
  readonly partsMax?: number;
  readonly mediaCount: { readonly min: number; readonly max: number };
  /** Missing where the kind takes no image. */
  readonly image?: ImageRules;
  /** Chosen by a person, never by itself: other kinds take the same media. */
  readonly onRequest?: Phrase;
};

/** What a network asks a person beside text and media, for each account. Answers are texts: `on` for a tick. */
export type OptionRules = {
  readonly name: string;
  readonly label: Phrase;
  /** The kinds it is asked for. @default all */
  readonly kinds?: readonly string[];
  /** One of these; a tick where it is missing. Which of them an account has may be known only to the network. */
  readonly choices?: readonly { readonly value: string; readonly label: Phrase }[];
  /** Must be answered by hand: nothing is preselected. */
  readonly required?: true;
  /** Asked only when this other tick is set. */
  readonly under?: string;
  /** Said below it. */
  readonly hint?: Phrase;
};

/** What a person answered to the options of a network, by their names. */
export type Answers = Readonly<Record<string, string>>;

/** What a network takes from us for a post, in thousandths of a US dollar. */
export type PostPrices = { readonly asOf: string; readonly post: number; readonly postWithLink: number };

/** How a network counts a text. */
export type TextCounting = {
  length(text: string): number;
  hashtags(text: string): readonly string[];
  mentions(text: string): readonly string[];
  cashtags?(text: string): readonly string[];
  links?(text: string): readonly string[];
  /** The posts that a text goes out as, where the network knows threads. */
  parts?(text: string): readonly string[];
};

/**
 * What is needed of a network only where something is written for it or checked: apart from the rest, because most
 * pages show a network and count nothing.
 */
export type Composing = {
  readonly counting: TextCounting;
  readonly options?: readonly OptionRules[];
  /** Refuses answers that do not fit together: the names of those to be answered anew. */
  readonly optionsAmiss?: (answers: Answers) => readonly string[];
  /** What a person agrees to by posting, shown with the options. */
  readonly agreements?: (answers: Answers) => readonly { readonly label: Phrase; readonly url: string }[];
  /** Whether the account itself is asked what it offers before the options are shown. */
  readonly asksAccount?: true;
  /** Missing where posting costs nothing. */
  readonly prices?: PostPrices;
};

/**
 * All that the product knows of one network, as data, said once: enums of the contracts, environment variables, settings
 * of a stage, the secret, the pages and the stand-in are derived from it. What the network does is its adapter.
 * Its name in `networks.ts` is lower-case letters only, because it becomes part of addresses and variables.
 */
export type Network = {
  readonly names: Phrase;
  /** A simple outline that stands for it: an SVG path in a 24 × 24 box, drawn as a line. */
  readonly outline: string;
  /** The kinds that our adapter publishes today. The first is taken for a post that fits none. */
  readonly kinds: Readonly<Record<string, KindRules>>;
  /** Where it lives, by the name that the adapter uses. A stage may set other addresses. */
  readonly hosts: Readonly<Record<string, string>>;
  /** The fields of its secret: what it gave us to identify our app. */
  readonly secret: readonly string[];
  /** What consent is asked for, and what of it must be granted, or an account is of no use to us. */
  readonly scopes: { readonly asked: readonly string[]; readonly required: readonly string[] };
  /** Whether it has a call by which we give our access back. */
  readonly revokes?: true;
  /** `tail`: what it appends to the address it sends the browser back to, and browsers hand on. */
  readonly callback: { readonly tail: string };
  /** The public page of an account, with `{username}` in it. */
  readonly profile: string;
  /** What kind of account a person must have there: said before they leave for the consent page. */
  readonly account: Phrase;
};
