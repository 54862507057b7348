import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { ProductStack } from '../constructs/product-stack.ts';
import { Auth } from '../features/auth.ts';
import { Calendar } from '../features/calendar.ts';
import { Changes } from '../features/changes.ts';
import { Clients } from '../features/clients.ts';
import { Content } from '../features/content.ts';
import { DeadLetterOffice } from '../features/dead-letters.ts';
import type { Feature, FeatureProps } from '../features/feature.ts';
import { Media } from '../features/media.ts';
import { Notifications } from '../features/notifications.ts';
import { Payments } from '../features/payments.ts';
import { Posts } from '../features/posts.ts';
import { Publishing } from '../features/publishing.ts';
import { Social } from '../features/social.ts';
import { Templates } from '../features/templates.ts';

/**
 * The features, by the stack they stand in: what belongs together, and what sends to each other's queues in both
 * directions. A stack comes after those it sends to. When a test says that one has grown too large, a new line here
 * makes another; nothing in these stacks is kept when they go, so features may move.
 */
const stacks: Readonly<Record<string, Readonly<Record<string, Feature>>>> = {
  People: { Auth, Notifications, Clients },
  Library: { Media, Templates },
  Content: { Social, Content, Posts, Calendar },
  Money: { Payments },
  Publishing: { Publishing },
  // Bound to the queues of those that subscribed, and to the dead letters of all: they must exist by then.
  Operations: { Changes, DeadLetters: DeadLetterOffice },
};

/** All that works: features, their queues and clocks. Holds nothing that cannot be rebuilt. */
export const featureStacks = (app: Construct, config: StageConfig, props: FeatureProps): readonly ProductStack[] =>
  Object.entries(stacks).map(([name, features]) => {
    const stack = new ProductStack(app, name, config);
    for (const [id, Feature] of Object.entries(features)) new Feature(stack, id, props);
    return stack;
  });
