import { useText } from '../../lib/i18n.ts';
import { setLanguage } from '../../lib/language.ts';
import { Button } from '../../ui/button.tsx';
import { strings } from './strings.ts';

/** To the other language, named in that language so that its readers find it. Page and half-written texts stay. */
export function LanguageSwitch() {
  const { t, language } = useText();
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <Button tone="secondary" className="text-sm" onPress={() => setLanguage(other)}>
      <span lang={other}>{t(strings.otherLanguage)}</span>
    </Button>
  );
}
