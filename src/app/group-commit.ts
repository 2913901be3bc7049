/** Carries out many small writes together. */
export interface GroupCommit<Item, Answer> {
  /** Resolves once the item is committed. */
  add(item: Item): Promise<Answer>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits what arrives while a commit is under way together with the next one: under load many share
 * one transaction, and alone nobody waits. When a group fails, each of its items is tried by itself,
 * so that one that cannot be written spoils no other.
 *
 * @param commit writes all items in one transaction; the answers in their order
 * @param itemsMax most items of one transaction
 */
export function createGroupCommit<Item, Answer>(
  commit: (items: readonly Item[]) => Promise<readonly Answer[]>,
  itemsMax: number,
): GroupCommit<Item, Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let working = false;
  const work = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) await commitGroup(waiting.splice(0, itemsMax));
    working = false;
  };
  const commitGroup = async (group: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await commit(group.map(({ item }) => item));
      for (const [place, { resolve, reject }] of group.entries()) {
        const answer = answers[place];
        if (answer === undefined) reject(new RangeError("a group commit lost an answer"));
        else resolve(answer);
      }
    } catch (error) {
      if (group.length > 1) for (const one of group) await commitGroup([one]);
      else group[0]?.reject(error);
    }
  };
  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!working) void work();
      }),
  };
}
