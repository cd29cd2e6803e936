import { z } from 'zod';
import { parse, type PathOf, type Report } from './fault.ts';

const extension = z.looseObject({ url: z.string(), extension: z.unknown().optional() });
const holder = z.looseObject({ extension: z.array(z.unknown()).catch([]) });

/** An extension and its place in the resource. */
interface Found {
  readonly path: string;
  readonly extension: z.infer<typeof extension>;
}

/** The extensions of an element that have this URL; others are ignored. */
function found(element: unknown, url: string, path: string): readonly Found[] {
  const all = holder.safeParse(element).data?.extension ?? [];
  return all.flatMap((candidate, at) => {
    const read = extension.safeParse(candidate);
    const matches = read.success && read.data.url === url;
    return matches ? [{ path: `${path}.extension[${at}]`, extension: read.data }] : [];
  });
}

/** The value[x] of an extension, whichever its type. */
const valueOf = (element: Readonly<Record<string, unknown>>): unknown =>
  Object.entries(element).find(([key]) => /^value[A-Z]/.test(key))?.[1];

/** The parts of a complex extension by their URL; a part given twice is reported. */
function partsOf(at: Found, report: Report): Readonly<Record<string, unknown>> {
  const parts = new Map<string, unknown>();
  for (const candidate of holder.safeParse(at.extension).data?.extension ?? []) {
    const read = extension.safeParse(candidate);
    if (!read.success) continue;
    const { url } = read.data;
    if (parts.has(url)) report(`${at.path}.extension('${url}')`, 'is given twice');
    parts.set(url, valueOf(read.data));
  }
  return Object.fromEntries(parts);
}

/** A part is itself an extension: `rank` is `extension('rank').value`. */
const pathOfPart: PathOf = (path, [part, ...rest]) =>
  part === undefined
    ? path
    : [`${path}.extension('${String(part)}').value`, ...rest.map(String)].join('.');

/** A value with the path of the extension that it comes from. */
export interface At<T> {
  readonly path: string;
  readonly value: T;
}

/** Every extension with this URL, its parts as the schema has them; faulty ones are reported. */
export function complexExtensions<T>(
  element: unknown,
  url: string,
  schema: z.ZodType<T>,
  path: string,
  report: Report,
): readonly At<T>[] {
  return found(element, url, path).flatMap((at) => {
    const value = parse(schema, partsOf(at, report), at.path, report, pathOfPart);
    return value === undefined ? [] : [{ path: at.path, value }];
  });
}

/** Reports an extension that should be there once and is not. */
function expectOne(all: readonly Found[], url: string, path: string, report: Report): void {
  if (all.length === 0) report(`${path}.extension('${url}')`, 'is missing');
  if (all[1] !== undefined) report(all[1].path, 'is given twice');
}

/** The one extension with this URL, its parts as the schema has them. */
export function complexExtension<T>(
  element: unknown,
  url: string,
  schema: z.ZodType<T>,
  path: string,
  report: Report,
): At<T> | undefined {
  expectOne(found(element, url, path), url, path, report);
  return complexExtensions(element, url, schema, path, report)[0];
}

/** The value of a simple extension that may be absent. */
export function optionalExtension<T>(
  element: unknown,
  url: string,
  schema: z.ZodType<T>,
  path: string,
  report: Report,
): T | undefined {
  const [first] = found(element, url, path);
  if (first === undefined) return undefined;
  return parse(schema, valueOf(first.extension), `${first.path}.value`, report);
}

/** The value of a simple extension that must be there. */
export function simpleExtension<T>(
  element: unknown,
  url: string,
  schema: z.ZodType<T>,
  path: string,
  report: Report,
): T | undefined {
  expectOne(found(element, url, path), url, path, report);
  return optionalExtension(element, url, schema, path, report);
}
