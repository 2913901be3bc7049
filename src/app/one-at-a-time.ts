/**
 * One piece of work at a time. Whoever asks for the same again while it waits or goes on gets its
 * result; whoever asks for another waits for its turn.
 */
export function createOneAtATime<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const underway = new Map<string, Promise<T>>();
  let last: Promise<unknown> = Promise.resolve();
  return (key, work) => {
    const same = underway.get(key);
    if (same !== undefined) return same;
    const result = last.then(work).finally(() => underway.delete(key));
    underway.set(key, result);
    last = result.catch(() => {});
    return result;
  };
}
