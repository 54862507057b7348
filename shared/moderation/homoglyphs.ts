const alike = (letters: string, latin: string): [string, string][] => {
  const as = [...latin];
  return [...letters].map((letter, at) => [letter, as[at] ?? letter]);
};

/** Lower-case letters of other alphabets that look like Latin ones. Only for words without Arabic letters. */
export const homoglyphs: Readonly<Record<string, string>> = Object.fromEntries([
  ...alike('аеорсухікмтнвѕјԁԛԝһɡ', 'aeopcyxikmthbsjdqwhg'),
  ...alike('αεορικτυνχωβηγ', 'aeopiktuvxwbny'),
  ...alike('ꮩꭺꭼꮋꮇꮲꮪꮖ', 'vaehmpsi'),
  ...alike('ıøłđħ', 'ioldh'),
]);
