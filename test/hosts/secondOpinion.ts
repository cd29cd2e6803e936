/**
 * The validator of HAPI FHIR, asked about resources: an opinion that shares no code with ours. It
 * is built by Maven on first use and validates against our package as vendors install it.
 */
import { spawnSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';

const PROJECT = join(import.meta.dirname, 'validator');
const GIGABYTE = 1024 ** 3;

export interface Question {
  readonly name: string;
  readonly resource: unknown;
  /** Canonicals to hold it to, beside those of its `meta.profile`. */
  readonly profiles?: readonly string[];
}

export interface Remark {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** HAPI's own name for the rule. */
  readonly id?: string;
  readonly path?: string;
  readonly message: string;
}

interface Answer {
  readonly name: string;
  readonly issues: readonly Remark[];
}

function run(command: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: PROJECT,
    encoding: 'utf8',
    maxBuffer: GIGABYTE,
    ...(input === undefined ? {} : { input }),
  });
  if (status !== 0) {
    const words = `${stdout}\n${stderr}`.slice(-2000);
    throw new Error(`${command} ended with ${String(status)}: ${words}`);
  }
  return stdout;
}

/**
 * What HAPI remarks about each resource, by name.
 * @param archive path of the package (.tgz) that holds our definitions
 * @throws Error when Maven or Java fails
 */
export function secondOpinion(
  questions: readonly Question[],
  archive: string,
): ReadonlyMap<string, readonly Remark[]> {
  run('mvn', ['-B', '-q', 'package']);
  const classPath = ['target/classes', 'target/lib/*', dirname(archive)].join(':');
  const input = questions.map((each) => `${JSON.stringify(each)}\n`).join('');
  const output = run('java', ['-cp', classPath, 'SecondOpinion', basename(archive)], input);
  const answers = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
  return new Map(answers.map(({ name, issues }) => [name, issues]));
}

export const isError = ({ severity }: Remark): boolean =>
  severity === 'error' || severity === 'fatal';
