/** HAPI FHIR's own server as a host: built by Maven on first use, gone with the process that started it. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = join(import.meta.dirname, 'record');

/** It lives for minutes: what starts quickly and keeps small serves better than what would run fast in the end. */
const JAVA = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx1500m'];
const QUIET = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';
const CLASS_PATH = 'target/classes:target/lib/*';

export interface Record {
  /** FHIR base URL. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** An empty record on a free port of 127.0.0.1. @throws Error when Maven or Java fails */
export async function startRecord(): Promise<Record> {
  await promisify(execFile)('mvn', ['-B', '-q', 'package'], { cwd: PROJECT });
  const child = spawn('java', [...JAVA, QUIET, '-cp', CLASS_PATH, 'CareRecord'], { cwd: PROJECT });
  const closed = once(child, 'close');
  let said = '';
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, base] = /^FHIR R4 +(\S+)$/m.exec(said) ?? [];
      if (base !== undefined) resolve(base);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-5000);
    });
    void closed.then(() => {
      reject(new Error(`The record ended before it answered: ${said}`));
    });
  });
  return {
    url: await url,
    stop: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
