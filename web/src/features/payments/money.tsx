import { moneyWords } from '#shared/payments/money.ts';
import { useText } from '../../lib/i18n.ts';

/** An amount of fils in dinars with three decimals, in one piece also inside a sentence of the other direction. */
export function Money({ fils }: { fils: number }) {
  const { language } = useText();
  return <bdi className="tabular-nums whitespace-nowrap">{moneyWords(language, fils)}</bdi>;
}
