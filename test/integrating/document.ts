/** The steps of a document that somebody can follow, in its order. */
export type Step =
  /** "File `PATH`:" and a block: the whole of a file. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  /** "In `PATH`:" and a block: a part of a file. */
  | { readonly kind: 'excerpt'; readonly path: string; readonly text: string }
  /** A line that begins with "$ ", and what it prints. */
  | { readonly kind: 'command'; readonly command: string; readonly prints: string };

const BLOCK =
  /(?:^(File|In) `([^`]+)`:\n\n)?(?:^<!-- prettier-ignore -->\n)?^```(\w+)\n([^]*?)^```$/gm;

export function stepsOf(markdown: string): readonly Step[] {
  return [...markdown.matchAll(BLOCK)].flatMap((found): readonly Step[] => {
    const [, word, path = '', language, text = ''] = found;
    if (language === 'console') return commandsIn(text);
    if (word === undefined) throw new Error(`a block of ${language ?? ''} says of no file it is`);
    return [{ kind: word === 'File' ? 'file' : 'excerpt', path, text }];
  });
}

const commandsIn = (text: string): readonly Step[] =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { kind: 'command', command: part.slice(0, end), prints: part.slice(end + 1) };
    });
