import type { Clock } from '../clock.ts';
import { rules } from './engine.ts';
import { indexRows } from './indexes.ts';
import { indexSpace, itemSpace, type Store } from './store.ts';
import type { Tables } from './tables.ts';

const AT_ONCE = 100;

/** Removes items at the very moment their time to live passes. AWS takes up to two days. */
export function startExpiry(clock: Clock, store: Store, tables: Tables) {
  let cancel = () => {};

  const arm = () => {
    cancel();
    const next = store.rows.nextExpiry();
    cancel = next === undefined ? () => {} : clock.at(next, sweep);
  };

  const sweep = async () => {
    await store.exclusive(async () => {
      for (const { space, item } of store.rows.expired(clock.now(), AT_ONCE)) {
        const table = tables.get(space.slice(itemSpace('').length)).description;
        const draft = store.draft();
        draft.getItemDb(table.TableName).del(rules.createKey(item, table), () => {});
        rules.updateIndexes(draft, table, item, undefined, () => {});
        draft.commit({ expired: true });
      }
    });
    arm();
  };

  store.onCommit(arm);
  arm();
  return { arm, stop: () => cancel() };
}

/** Recomputes what follows from the items: index entries and times to live. For a changed table definition. */
export function rebuild(store: Store, tables: Tables, name: string): void {
  const table = tables.get(name);
  store.rows.clear(`${indexSpace(name, '')}*`);
  for (const [key, item] of [...store.rows.scan(itemSpace(name), {})]) {
    store.rows.set(itemSpace(name), key, item, tables.expiryOf(table, item));
    for (const row of indexRows(table.description, item))
      store.rows.set(indexSpace(name, row.index), row.key, row.item, undefined);
  }
}
