/** What one host holds and the other does not (`everythingIn`), each as often as it does: its name and its beginning. */
export function differences(
  expected: readonly string[],
  found: readonly string[],
): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of expected) counts.set(each, (counts.get(each) ?? 0) + 1);
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) - 1);
  return [...counts].flatMap(([each, count]) =>
    Array.from(
      { length: Math.abs(count) },
      () => `${count > 0 ? 'lost' : 'added'}: ${nameIn(each)}: ${each.slice(0, 300)}`,
    ),
  );
}

const nameIn = (each: string): string => (JSON.parse(each) as { readonly id: string }).id;
