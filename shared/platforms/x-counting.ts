/**
 * How X counts: twitter-text, third version of its configuration. A test holds this against the library itself, which
 * is too large for the pages (it brings a list of all top-level domains and of all emoji).
 */

/** Light code points count one, all others two; an emoji counts two whatever it is made of, a link 23. */
const LIGHT: readonly (readonly [from: number, to: number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];
const [LIGHT_WEIGHT, OTHER_WEIGHT, EMOJI_WEIGHT, LINK_WEIGHT] = [1, 2, 2, 23];

/** Endings of two letters are countries; of the others, those that shops really have. Rarer ones count as text. */
const COUNTRIES =
  'a[cdefgilmnoqrstuwxz]|b[abdefghijlmnoqrstvwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[ceghrstu]|f[ijkmor]|g[abdefghilmnpqrstuwy]|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|m[acdefghklmnopqrstuvwxyz]|n[acefgilopruz]|o[m]|p[aefghklmnrstwy]|q[a]|r[eosuw]|s[abcdeghijklmnorstuvxyz]|t[cdfghjklmnoprtvwz]|u[agkmsyz]|v[aceginu]|w[fs]|y[et]|z[amw]';
const GENERIC =
  'academy|agency|app|art|asia|baby|band|bar|beauty|best|biz|blog|boutique|business|cafe|camp|car|cards|care|cars|cash|catering|center|city|clinic|clothing|cloud|club|coffee|college|com|community|company|cooking|cool|credit|deals|delivery|dental|design|dev|digital|direct|discount|doctor|edu|education|email|energy|events|expert|express|family|fans|farm|fashion|film|fish|fit|fitness|flowers|food|fun|furniture|gallery|games|garden|gift|gifts|gold|gov|group|guide|health|help|holiday|hotel|house|info|int|jewelry|jobs|kitchen|land|law|life|link|live|love|market|media|menu|mil|mobi|money|museum|name|net|network|news|one|online|org|partners|party|pet|photo|photography|photos|pics|pizza|place|plus|press|pro|property|pub|rent|rest|restaurant|sale|salon|school|services|shoes|shop|shopping|show|site|social|software|solutions|space|store|studio|style|support|team|tech|tips|today|tools|top|tours|toys|trade|training|travel|university|video|villas|vip|watch|website|wedding|wiki|work|works|world|xyz|yoga|zone';

/** What twitter-text lets stand in a name: everything but ASCII punctuation, spaces, controls and direction marks. */
const NAME =
  "[^!'#%&()*+,\\\\./:;<=>?@\\[\\]^_{|}~$\\s\\u0000-\\u001f\\u007f-\\u009f\\ufeff\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069-]";
const SUBDOMAIN = `(?:(?:${NAME}(?:[_-]|${NAME}){0,61})?${NAME}\\.)`;
const DOMAIN = `(?:(?:${NAME}(?:-|${NAME}){0,61})?${NAME}\\.)`;
const ENDING = `(?:${GENERIC}|${COUNTRIES})(?![0-9a-z@+-])`;
const PATH_CHARACTER =
  "[a-z\\u0400-\\u04ff0-9!*';:=+,.$/%#\\[\\]\\u2013_~@|&\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f()-]";
const REST = `(?::[0-9]+)?(?:/${PATH_CHARACTER}*)?(?:\\?[a-z0-9!?*'@();:&=+$/%#\\[\\]_.,~|-]*[a-z0-9_&=#/-])?`;
/** Something like an address with what stands before it; which part of it is a link is decided below. */
const CANDIDATE = new RegExp(
  `([^a-z0-9@＠$#＃\\u202a-\\u202e]|^)(https?://)?(${SUBDOMAIN}{0,8}${DOMAIN}${ENDING})(${REST})`,
  'giu',
);
/** Without a protocol only plain names are links: of `قهوة.shop.kw` the last two. */
const PLAIN = new RegExp(`(?:[a-z0-9\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f-]+\\.)+${ENDING}`, 'giu');
/** A sentence goes on behind a link: what can end a path, and what cannot. */
const TAIL = /[!*';:,.$%[\]–~@|&()]+$/u;

// As text, because the flag is younger than what the pages are built for; browsers that lack it are not supported.
const EMOJI = /\p{RGI_Emoji}\ufe0f?/gv;

type Place = { from: number; to: number };

/** Where a text in NFC has links, in their order. */
function linkPlaces(text: string): Place[] {
  return [...text.matchAll(CANDIDATE)].flatMap((match): Place[] => {
    const [whole, before = '', protocol, name = '', rest = ''] = match;
    const index = match.index + before.length;
    const end = match.index + whole.length - (TAIL.exec(rest)?.[0].length ?? 0);
    if (protocol !== undefined) return [{ from: index, to: end }];
    if (/[-_./]/.test(before)) return [];
    const plain = [...name.matchAll(PLAIN)].map(({ index: at, 0: found }) => ({
      from: index + at,
      to: index + at + found.length,
    }));
    const last = plain.at(-1);
    // Only with a path does what follows belong to it.
    if (last && last.to === index + name.length && /^(?::\d+)?\//.test(rest)) last.to = end;
    return plain;
  });
}

/** The links of a text, as X counts and charges them. */
export const linksIn = (text: string): string[] => {
  const plain = text.normalize('NFC');
  return linkPlaces(plain).map(({ from, to }) => plain.slice(from, to));
};

/** Stock signs such as `$AAPL`: X takes one in a post. */
export const cashtagsIn = (text: string): string[] =>
  text.match(/(?<![\p{L}\p{N}_$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![A-Za-z0-9_])/gu) ?? [];

const weightOf = (point: number): number =>
  LIGHT.some(([from, to]) => point >= from && point <= to) ? LIGHT_WEIGHT : OTHER_WEIGHT;

/** Length of one post in X's own measure, in which a post may have 280. */
export function weightedLength(text: string): number {
  const plain = text.normalize('NFC');
  let weight = 0;
  let at = 0;
  for (const { from, to } of linkPlaces(plain)) {
    weight += weightOfWords(plain.slice(at, from)) + LINK_WEIGHT;
    at = to;
  }
  return weight + weightOfWords(plain.slice(at));
}

function weightOfWords(words: string): number {
  let weight = 0;
  const rest = words.replace(EMOJI, () => {
    weight += EMOJI_WEIGHT;
    return '';
  });
  for (const character of rest) weight += weightOf(character.codePointAt(0) ?? 0);
  return weight;
}
