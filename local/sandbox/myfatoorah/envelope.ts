import { json, type Reply } from '#cloud/outside/sandbox.ts';

/** Why a call is refused: a field and a sentence, as `ValidationErrors` has them, or only a sentence. */
export class MyFatoorahRefusal extends Error {
  override readonly name = 'MyFatoorahRefusal';
  readonly reply: Reply;

  constructor(message: string, field?: string, status = 400) {
    super(message);
    const errors = field === undefined ? null : [{ Name: field, Error: message }];
    const text = field === undefined ? message : 'Invalid data';
    this.reply = json({ IsSuccess: false, Message: text, ValidationErrors: errors, Data: null }, status);
  }
}

/** The envelope of everything that went well. */
export const success = (Data: unknown, Message = ''): Reply =>
  json({ IsSuccess: true, Message, ValidationErrors: null, Data });

/** Whole fils as the padded and grouped text of display values: 1234500 → `1,234.500`. */
export const padded = (fils: number): string => {
  const [dinars = '', decimals = ''] = (fils / 1000).toFixed(3).split('.');
  return `${dinars.replace(/\B(?=(\d{3})+$)/g, ',')}.${decimals}`;
};

/** Whole fils as the unpadded text of webhooks: 29500 → `29.5`. */
export const plain = (fils: number): string => String(fils / 1000);
