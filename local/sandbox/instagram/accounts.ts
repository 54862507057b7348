/** A professional account of the sandbox. `id` is odd and above 2^53, so that a reader that loses digits is noticed. */
export type SandboxAccount = {
  /** The professional account id used in paths. */
  id: string;
  /** The app-scoped id that `/me` and the wrapped code exchange show. */
  scopedId: string;
  username: string;
  name: string;
  nameAr: string;
  accountType: 'Business' | 'Media_Creator';
  followers: number;
  colours: readonly [string, string];
  /** What is drawn in its round picture: SVG inside a 120 × 120 box, in white. */
  mark: string;
};

const stroke = 'fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"';

export const accounts: readonly SandboxAccount[] = [
  {
    id: '17841461234567891',
    scopedId: '24519834711200351',
    username: 'mubarakiya.cafe',
    name: 'Mubarakiya Café',
    nameAr: 'مقهى المباركية',
    accountType: 'Business',
    followers: 18_420,
    colours: ['#7c2d12', '#d97706'],
    mark: `<path d="M36 56h40v14a20 20 0 0 1-40 0z" fill="#fff"/><path d="M76 60h6a9 9 0 0 1 0 18h-7M48 46c-4-6 4-8 0-14M64 46c-4-6 4-8 0-14M32 96h48" ${stroke}/>`,
  },
  {
    id: '17841461234567923',
    scopedId: '24519834711200367',
    username: 'bahar.restaurant',
    name: 'Bahar Seafood',
    nameAr: 'مطعم بحر',
    accountType: 'Business',
    followers: 9_310,
    colours: ['#0c4a6e', '#0ea5e9'],
    mark: `<path d="M28 60c16-22 38-22 54 0-16 22-38 22-54 0zM82 60l14-12v24z" fill="#fff"/><circle cx="44" cy="56" r="4" fill="#0c4a6e"/>`,
  },
  {
    id: '17841461234567957',
    scopedId: '24519834711200389',
    username: 'dar.alteeb.kw',
    name: 'Dar Al Teeb Perfumes',
    nameAr: 'دار الطيب للعطور',
    accountType: 'Business',
    followers: 41_775,
    colours: ['#4c1d95', '#c026d3'],
    mark: `<path d="M38 56h44v36a8 8 0 0 1-8 8H46a8 8 0 0 1-8-8z" fill="#fff"/><path d="M52 56V44h16v12M60 44V32M50 30h20" ${stroke}/>`,
  },
  {
    id: '17841461234567989',
    scopedId: '24519834711200401',
    username: 'noor.dental.kw',
    name: 'Noor Dental Clinic',
    nameAr: 'عيادة نور للأسنان',
    accountType: 'Media_Creator',
    followers: 3_208,
    colours: ['#065f46', '#2dd4bf'],
    mark: `<path d="M40 40c8-6 12 0 20 0s12-6 20 0c10 8 2 26-2 40-3 12-10 14-12 2-1-8-11-8-12 0-2 12-9 10-12-2-4-14-12-32-2-40z" fill="#fff"/>`,
  },
];

export const accountById = (id: string): SandboxAccount | undefined => accounts.find((account) => account.id === id);

/** The account's round picture as an SVG document. */
export const pictureOf = ({ colours: [from, to], mark, name }: SandboxAccount): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="240" height="240" role="img" aria-label="${name}">` +
  `<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>` +
  `<rect width="120" height="120" fill="url(#g)"/><circle cx="98" cy="20" r="34" fill="#fff" opacity=".12"/>${mark}</svg>`;
