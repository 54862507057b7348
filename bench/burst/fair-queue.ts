/** One message: whose it is, and the work on it, which tells when it is done. */
export type Message = { group: string; begin(done: () => void): void };

/** A group is a noisy neighbour with so many messages in flight, if they are more than this share of all. */
const NOISY_LEAST = 30;
const NOISY_SHARE = 0.1;

type Group = { waiting: (Message & { at: number })[]; inFlight: number };

/**
 * A standard queue whose messages carry a group, as SQS documents its fair queues: oldest first, but messages of groups
 * that are no noisy neighbours before the others, and of several noisy ones the group with fewest in flight. When it
 * is not fair, it is oldest first and nothing else.
 */
export function createFairQueue(isFair: boolean) {
  const groups = new Map<string, Group>();
  let [sent, waiting, inFlight] = [0, 0, 0];

  /** Smaller is sooner: the noisy stand behind the quiet. */
  const rankOf = ({ inFlight: own }: Group) => (isFair && own >= NOISY_LEAST && own > inFlight * NOISY_SHARE ? own : 0);

  const nextGroup = (): Group | undefined => {
    let best: { rank: number; at: number; group: Group } | undefined;
    for (const group of groups.values()) {
      const [head] = group.waiting;
      if (!head) continue;
      const rank = rankOf(group);
      if (!best || rank < best.rank || (rank === best.rank && head.at < best.at)) best = { rank, at: head.at, group };
    }
    return best?.group;
  };

  return {
    waiting: () => waiting,
    send(message: Message): void {
      const group = groups.get(message.group) ?? { waiting: [], inFlight: 0 };
      groups.set(message.group, group);
      group.waiting.push({ ...message, at: sent++ });
      waiting++;
    },
    /** The next `most` messages, in flight until they are handed to `remove`. */
    receive(most: number): Message[] {
      const received: Message[] = [];
      while (received.length < most) {
        const group = nextGroup();
        const message = group?.waiting.shift();
        if (!group || !message) break;
        group.inFlight++;
        inFlight++;
        waiting--;
        received.push(message);
      }
      return received;
    },
    remove(messages: readonly Message[]): void {
      inFlight -= messages.length;
      for (const { group: name } of messages) {
        const group = groups.get(name);
        if (!group) continue;
        group.inFlight--;
        if (group.waiting.length + group.inFlight === 0) groups.delete(name);
      }
    },
  };
}
