/** The forms of one name in which it stands in code, addresses and texts. */
export type Names = Readonly<Record<string, string>>;

const word = /^[a-z]+(-[a-z]+)*$/;

/** Whether it can be a name at all: lower-case words with a dash between them. */
export const isName = (value: string): boolean => word.test(value);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
export const pascal = (name: string): string => name.split('-').map(capital).join('');
export const camel = (name: string): string => {
  const whole = pascal(name);
  return whole.charAt(0).toLowerCase() + whole.slice(1);
};

/** One of many: `gift-cards` → `gift-card`. English plurals that end otherwise are named in the singular by hand. */
export const singular = (name: string): string =>
  name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.endsWith('s') ? name.slice(0, -1) : name;

/** Puts names where a template says `__key__`; a key that nobody gave is a mistake of the template. */
export const filled = (template: string, names: Names): string =>
  template.replaceAll(/__([A-Za-z]+)__/g, (_, key: string) => {
    const value = names[key];
    if (value === undefined) throw new Error(`The template names ${key}, which the recipe does not give.`);
    return value;
  });
