export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** One piece of work at a time, in the order of arrival: none ever sees half of another's. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
