import { ProbityError } from "./errors.ts";

/** Carries out many small pieces of work together. */
export interface Grouped<Item, Answer> {
  /** Resolves with the item's own answer once its group is done. */
  add(item: Item): Promise<Answer>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Carries out what arrives while a group is under way together with the next one: under load many
 * share one statement or one transaction, and alone nobody waits. The work of an item always begins
 * after the item was added, so a look-up sees everything that was committed before it was asked for.
 *
 * When a group fails, each of its items is tried by itself, so that one that cannot be written spoils
 * no other; without a database none of them can, and all are told at once.
 *
 * @param work does all items, in one transaction if it writes; the answers in their order
 * @param itemsMax most items of one group
 */
export function createGrouped<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  itemsMax: number,
): Grouped<Item, Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let isWorking = false;
  const workOff = async (): Promise<void> => {
    isWorking = true;
    while (waiting.length > 0) await workOn(waiting.splice(0, itemsMax));
    isWorking = false;
  };
  const workOn = async (group: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await work(group.map(({ item }) => item));
      for (const [place, { resolve, reject }] of group.entries()) {
        const answer = answers[place];
        if (answer === undefined) reject(new RangeError("a group lost an answer"));
        else resolve(answer);
      }
    } catch (error) {
      if (group.length > 1 && !isOutage(error)) for (const one of group) await workOn([one]);
      else for (const { reject } of group) reject(error);
    }
  };
  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!isWorking) void workOff();
      }),
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof ProbityError && error.code === "DATABASE_UNAVAILABLE";
}
