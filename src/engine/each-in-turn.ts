/**
 * Does the work for every item, one after the other; one that fails keeps no other from its turn.
 * @throws what the first one that failed threw, after all had their turn.
 */
export async function eachInTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    await work(item).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
