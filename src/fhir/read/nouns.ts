/** Words of more than three letters that say nothing of what a goal is about. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `
    able about across after again against alone along also always another around because been
    before being between both cannot could does doing done during each either ever every from
    further gain have having help here independent independently into just keep less like local
    long made make making many more most much must need needs never next once only other over
    person quite rather safe safely same should since some soon still such take taking than that
    their them then there these they this those through time times together towards under until
    upon using very want wants week weekly well were what when where whether which while will
    with within without would your
  `
    .trim()
    .split(/\s+/),
);

/** The words of a goal's own description by which a note can be seen to speak of it, sorted. */
export function nounsOf(description: string): readonly string[] {
  const words = description.toLowerCase().match(/\p{L}[\p{L}'’-]*/gu) ?? [];
  return [...new Set(words)].filter((word) => word.length > 3 && !STOP_WORDS.has(word)).sort();
}
