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
  'ac|ad|ae|af|ag|ai|al|am|an|ao|aq|ar|as|at|au|aw|ax|az|ba|bb|bd|be|bf|bg|bh|bi|bj|bl|bm|bn|bo|bq|br|bs|bt|bv|bw|by|bz|ca|cc|cd|cf|cg|ch|ci|ck|cl|cm|cn|co|cr|cu|cv|cw|cx|cy|cz|de|dj|dk|dm|do|dz|ec|ee|eg|eh|er|es|et|eu|fi|fj|fk|fm|fo|fr|ga|gb|gd|ge|gf|gg|gh|gi|gl|gm|gn|gp|gq|gr|gs|gt|gu|gw|gy|hk|hm|hn|hr|ht|hu|id|ie|il|im|in|io|iq|ir|is|it|je|jm|jo|jp|ke|kg|kh|ki|km|kn|kp|kr|kw|ky|kz|la|lb|lc|li|lk|lr|ls|lt|lu|lv|ly|ma|mc|md|me|mf|mg|mh|mk|ml|mm|mn|mo|mp|mq|mr|ms|mt|mu|mv|mw|mx|my|mz|na|nc|ne|nf|ng|ni|nl|no|np|nr|nu|nz|om|pa|pe|pf|pg|ph|pk|pl|pm|pn|pr|ps|pt|pw|py|qa|re|ro|rs|ru|rw|sa|sb|sc|sd|se|sg|sh|si|sj|sk|sl|sm|sn|so|sr|ss|st|su|sv|sx|sy|sz|tc|td|tf|tg|th|tj|tk|tl|tm|tn|to|tp|tr|tt|tv|tw|tz|ua|ug|uk|um|us|uy|uz|va|vc|ve|vg|vi|vn|vu|wf|ws|ye|yt|za|zm|zw';
const GENERIC =
  'academy|aero|agency|app|art|asia|auto|baby|band|bar|beauty|best|bid|bike|biz|black|blog|boutique|build|business|cafe|camp|capital|car|cards|care|careers|cars|casa|cash|cat|catering|center|chat|cheap|city|clinic|clothing|cloud|club|coach|codes|coffee|college|com|community|company|computer|construction|consulting|contractors|cooking|cool|coop|coupons|credit|dance|date|deals|delivery|dental|design|dev|diamonds|digital|direct|directory|discount|doctor|dog|domains|download|edu|education|email|energy|engineering|enterprises|equipment|estate|events|exchange|expert|express|family|fans|farm|fashion|film|finance|financial|fish|fit|fitness|flights|flowers|food|football|forsale|foundation|fun|fund|furniture|fyi|gallery|game|games|garden|gift|gifts|glass|global|gold|golf|gov|graphics|green|group|guide|guru|health|healthcare|help|holdings|holiday|horse|host|hosting|hotel|house|how|icu|immo|industries|info|ink|institute|insurance|int|international|jewelry|jobs|kim|kitchen|land|law|lawyer|legal|life|lighting|limited|limo|link|live|loan|loans|lol|love|ltd|luxury|management|market|marketing|mba|media|memorial|menu|mil|mobi|moda|mom|money|museum|name|net|network|news|ninja|one|online|org|partners|parts|party|pet|photo|photography|photos|pics|pizza|place|plus|post|press|pro|productions|properties|property|pub|rent|rentals|repair|report|rest|restaurant|review|reviews|rocks|run|sale|salon|school|science|services|shoes|shop|shopping|show|site|ski|social|software|solar|solutions|space|store|studio|style|supplies|supply|support|surf|surgery|systems|taxi|team|tech|technology|tel|tennis|theater|tienda|tips|tires|today|tools|top|tours|town|toys|trade|trading|training|travel|university|uno|vacations|ventures|vet|video|villas|vin|vip|vision|voyage|watch|website|wedding|wiki|win|wine|work|works|world|wtf|xxx|xyz|yoga|zone';

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

/** A line of nothing but three or more dashes begins the next post of a thread. */
const BREAK = /^[ \t]*-{3,}[ \t]*$/mu;

/** The posts that a text goes out as: one, or a thread. */
export function threadOf(text: string): string[] {
  const parts = text
    .split(BREAK)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 1 ? parts : [parts[0] ?? ''];
}
