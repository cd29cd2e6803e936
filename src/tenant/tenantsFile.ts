import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument, type YAMLError } from 'yaml';
import { parseTenants, type Tenant } from '../config.ts';
import { Problem, sentenceOf } from '../problem.ts';

/**
 * The tenants of a file in JSON or YAML, with the paths in it as seen from where it lies.
 * @throws Problem `bad-configuration` that lists every fault, and no value
 */
export const readTenantsFile = (file: string): readonly Tenant[] =>
  parseTenants(contentOf(file)).map((tenant) => beside(file, tenant));

/** YAML holds JSON as a part of it, so that one parser reads both. */
function contentOf(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    // The parser's own sentences quote the lines around a fault, which may be secret, and it prints them.
    const document = parseDocument(text, { logLevel: 'silent', strict: true });
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) throw new Error(`it is neither JSON nor YAML${placeOf(fault)}`);
    return document.toJS();
  } catch (error) {
    const sentence = `The tenants' file ${file} cannot be read: ${sentenceOf(error)}.`;
    throw new Problem('bad-configuration', sentence);
  }
}

const placeOf = ({ linePos }: YAMLError): string =>
  linePos === undefined ? '' : ` (line ${linePos[0].line}, column ${linePos[0].col})`;

/** Paths in the tenants' file are meant from where it lies, wherever the command is run. */
function beside(file: string, tenant: Tenant): Tenant {
  const at = (path: string): string => resolve(dirname(file), path);
  const maybeAt = (path: string | null): string | null => (path === null ? null : at(path));
  const { host, programmes, conceptMaps, adapters, people, callers } = tenant;
  const { backendServices } = host;
  return {
    ...tenant,
    host: {
      ...host,
      bearerFile: maybeAt(host.bearerFile),
      backendServices: backendServices && {
        ...backendServices,
        keyFile: at(backendServices.keyFile),
        otherKeyFile: maybeAt(backendServices.otherKeyFile),
      },
    },
    programmes: programmes.map(at),
    conceptMaps: conceptMaps.map(at),
    adapters: adapters.map(at),
    people: people !== null && 'file' in people ? { file: at(people.file) } : people,
    noticeSecretFile: maybeAt(tenant.noticeSecretFile),
    callers: callers.map((caller) =>
      'jwksFile' in caller
        ? { ...caller, jwksFile: at(caller.jwksFile) }
        : { ...caller, bearerFile: at(caller.bearerFile) },
    ),
  };
}
