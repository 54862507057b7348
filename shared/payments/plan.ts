import * as z from 'zod/mini';
import { billingIntervals } from './period.ts';

/** What a plan limits, and per what: posts by Kuwaiti month, accounts by network, members and megabytes by business. */
export const limitNames = ['posts', 'accounts', 'members', 'storageMb'] as const;
export type LimitName = (typeof limitNames)[number];

const limit = z.number().check(z.int(), z.minimum(0));
const words = z.object({ ar: z.string(), en: z.string() });
const fils = z.number().check(z.int(), z.minimum(1));

/** One version of a plan. It never changes: another price or limit is another version, which new subscribers get. */
export const Plan = z.object({
  planId: z.string(),
  version: z.number(),
  name: words,
  /** What it is for, in one sentence. */
  about: words,
  prices: z.object({ month: fils, year: fils }),
  trialDays: z.number(),
  limits: z.object({ posts: limit, accounts: limit, members: limit, storageMb: limit }),
});
export type Plan = z.infer<typeof Plan>;

export const interval = z.enum(billingIntervals);

/** What there is before an owner edits anything: the first version of each plan, cheapest first. */
export const firstPlans: readonly Plan[] = [
  {
    planId: 'basic',
    version: 1,
    name: { ar: 'الأساسية', en: 'Basic' },
    about: { ar: 'لمحل واحد ينشر بانتظام.', en: 'For one shop that posts regularly.' },
    prices: { month: 12_000, year: 120_000 },
    trialDays: 14,
    limits: { posts: 40, accounts: 1, members: 3, storageMb: 2_000 },
  },
  {
    planId: 'pro',
    version: 1,
    name: { ar: 'الاحترافية', en: 'Pro' },
    about: { ar: 'لنشاط له فريق وعدة حسابات.', en: 'For a business with a team and several accounts.' },
    prices: { month: 29_500, year: 295_000 },
    trialDays: 14,
    limits: { posts: 300, accounts: 5, members: 15, storageMb: 20_000 },
  },
  {
    planId: 'agency',
    version: 1,
    name: { ar: 'الوكالات', en: 'Agency' },
    about: { ar: 'لوكالة تدير حسابات كثيرة.', en: 'For an agency that runs many accounts.' },
    prices: { month: 89_000, year: 890_000 },
    trialDays: 14,
    limits: { posts: 3_000, accounts: 50, members: 60, storageMb: 200_000 },
  },
];

/** The plan that a new business tries for free. */
export const trialPlan = 'pro';

/** The newest version of each plan, in the order of their prices. */
export function plansOnSale(versions: readonly Plan[]): Plan[] {
  const newest = new Map<string, Plan>();
  for (const plan of versions)
    if (plan.version >= (newest.get(plan.planId)?.version ?? 0)) newest.set(plan.planId, plan);
  return [...newest.values()].sort((one, other) => one.prices.month - other.prices.month);
}

/** The cheapest plan on sale that allows `needed` of something; undefined when none does. */
export const planThatAllows = (plans: readonly Plan[], name: LimitName, needed: number): Plan | undefined =>
  plansOnSale(plans).find(({ limits }) => limits[name] >= needed);
