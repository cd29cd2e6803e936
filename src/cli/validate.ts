import { checkerOf, type Checker } from '../conformance/checker.ts';
import { withoutVersion } from '../conformance/library.ts';
import { loadConformanceDefinitions } from '../conformanceDefinitions.ts';
import { Problem } from '../problem.ts';
import { inputFiles, type InputFile } from './inputFiles.ts';
import { DONE, noteAll, PARTLY_DONE, type Format, type Output } from './output.ts';
import { startProgress } from './progress.ts';
import { examine, type Asked } from './validate/examine.ts';
import { count, newTally, printResource, summaryOf } from './validate/print.ts';

export interface ValidateOptions {
  readonly format?: Format;
  /** Canonicals of profiles that every resource of their type is held to. */
  readonly profile: readonly string[];
}

/**
 * A vendor's own resources, held to R4 and to what Attest asks of such a record.
 * @returns the exit code: 1 where a resource has errors or a line could not be read
 * @throws Problem `bad-usage` or `no-input` before anything is read
 */
export async function validateFiles(
  paths: readonly string[],
  options: ValidateOptions,
  output: Output,
): Promise<number> {
  const files = await inputFiles(paths, 'once');
  const definitions = loadConformanceDefinitions();
  const asked = options.profile.map((url) => askedProfile(url, definitions));
  const format = options.format ?? (output.isTerminal ? 'table' : 'json');
  const { tally, faults, read } = await checkFiles(files, {
    checker: checkerOf(definitions),
    asked,
    print: (examined) => {
      printResource[format](examined, output);
    },
  });
  noteAll(
    faults.map((fault) => `${fault} [bad-input]`),
    output,
  );
  if (read === 0) throw new Problem('no-input', 'No resource could be read.');
  if (format === 'table') output.data(summaryOf(tally));
  else output.note(summaryOf(tally));
  return faults.length + tally.errors > 0 ? PARTLY_DONE : DONE;
}

interface Deps {
  readonly checker: Checker;
  readonly asked: readonly Asked[];
  readonly print: (examined: ReturnType<typeof examine>[number]) => void;
}

async function checkFiles(files: readonly InputFile[], { checker, asked, print }: Deps) {
  const tally = newTally();
  const faults: string[] = [];
  // A Bundle that holds nothing is read, though there is no resource to tell of.
  let read = 0;
  const progress = startProgress('Checking resources', null);
  for (const file of files) {
    for await (const item of file.items()) {
      const found = 'fault' in item ? [] : examine(item.resource, item.where, checker, asked);
      if ('fault' in item) faults.push(`${item.where}: ${item.fault}`);
      else read += 1;
      for (const examined of found) {
        print(examined);
        count(tally, examined);
      }
      progress.step(found.length);
    }
  }
  progress.stop();
  return { tally, faults, read };
}

function askedProfile(url: string, definitions: readonly unknown[]): Asked {
  const known = definitions as readonly {
    readonly url?: string;
    readonly type?: unknown;
    readonly kind?: string;
    readonly resourceType?: string;
  }[];
  const found = known.find(
    (each) => each.resourceType === 'StructureDefinition' && each.url === withoutVersion(url),
  );
  if (typeof found?.type !== 'string') {
    throw new Problem('bad-usage', `There is no profile ${url} among those of R4 and of Attest.`);
  }
  if (found.kind !== 'resource') {
    throw new Problem('bad-usage', `${url} is for ${found.type}, which is no resource.`);
  }
  return { url, type: found.type };
}
