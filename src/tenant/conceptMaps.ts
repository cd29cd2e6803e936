import { z } from 'zod';
import { unwrap } from '../fhir/read/unwrap.ts';
import { Newest, versionIn } from '../fhir/read/version.ts';
import { readText } from '../jsonFile.ts';
import { Problem } from '../problem.ts';

/**
 * The resources of a file of ConceptMaps: one, those of a Bundle, or one a line.
 * @throws Problem `no-input` or `bad-input`
 */
export function conceptMapsAt(path: string): readonly unknown[] {
  const text = readText(path, `The concept maps ${path}`);
  try {
    const parts = path.endsWith('.ndjson')
      ? text.split('\n').filter((line) => line.trim() !== '')
      : [text];
    return parts.flatMap((part) => conceptMapsIn(JSON.parse(part)));
  } catch (cause) {
    throw new Problem('bad-input', `The concept maps ${path} are not JSON.`, { cause });
  }
}

/** Evidence that can be read once more, for what is in it. */
interface SearchableFile {
  readonly items: (
    mentioning: string,
  ) => AsyncIterable<{ readonly resource: unknown } | { readonly fault: string }>;
}

/** The ConceptMaps among the evidence: they are needed before the first record is read. */
export async function conceptMapsAmong(
  files: readonly SearchableFile[],
): Promise<readonly unknown[]> {
  const maps: unknown[] = [];
  for (const file of files) {
    // What is damaged is reported when the evidence is read.
    for await (const item of file.items('"ConceptMap"')) {
      if ('resource' in item) maps.push(...conceptMapsIn(item.resource));
    }
  }
  return maps;
}

const mapSchema = z.looseObject({
  resourceType: z.literal('ConceptMap'),
  id: z.string().optional(),
  url: z.string().optional(),
  status: z.string().optional(),
  meta: z
    .looseObject({ versionId: z.string().optional(), lastUpdated: z.string().optional() })
    .optional(),
});

const conceptMapsIn = (resource: unknown): readonly unknown[] =>
  unwrap(resource, '')
    .resources.map((unwrapped) => unwrapped.resource)
    .filter((each) => mapSchema.safeParse(each).success);

/** The newest version of each, whatever order they came in, where it is in force. */
export function newestOf(maps: readonly unknown[]): readonly unknown[] {
  const newest = new Newest<unknown>();
  for (const each of maps) {
    const { data } = mapSchema.safeParse(each);
    if (data === undefined) continue;
    newest.add(data.id ?? data.url ?? JSON.stringify(data), versionOf(data), each);
  }
  return newest.all().filter((each) => mapSchema.safeParse(each).data?.status === 'active');
}

const versionOf = ({ resourceType, meta }: z.infer<typeof mapSchema>) =>
  versionIn({ resourceType, meta });
