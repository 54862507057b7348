import type { Api } from './api.ts';

/** What a business took over from the library, by the names its people gave. */
const taken = [
  { source: 'cafe-new-drink', name: 'مشروب يديد' },
  { source: 'cafe-ramadan-hours', name: 'دوام رمضان' },
] as const;

/** Copies two templates of the library and keeps one of the business's own. */
export async function keepTemplates(api: Api): Promise<void> {
  for (const body of taken) await api.templates.copy({ body });
  await api.templates.create({
    body: {
      name: 'عرض نهاية الأسبوع',
      category: 'offer',
      ar: 'ويكندكم عندنا ☕️\n{product} بـ {price} يوم {day}.\nحياكم الله في المباركية.\n\n#كافيهات_الكويت',
      en: 'Spend the weekend with us ☕️\n{product}, {price}.\nSee you in Mubarakiya.\n\n#KuwaitCoffee',
      variables: [
        { name: 'product', kind: 'text' },
        { name: 'price', kind: 'money', default: '1.500' },
        { name: 'day', kind: 'choice', default: 'الجمعة', choices: ['الخميس', 'الجمعة', 'السبت'] },
      ],
    },
  });
}
