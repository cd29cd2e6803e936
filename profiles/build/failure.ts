/** Something the person who builds has to put right, in words; any other error is a fault of the build. */
export class BuildFailure extends Error {}

/** Lines below a sentence. */
export const listing = (lines: readonly string[]): string =>
  lines.map((line) => `\n  ${line}`).join('');
