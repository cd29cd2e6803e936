import { readBearer, type Tenant } from '../config.ts';
import { configuredTokenAddress } from '../host/authorisation/tokenAddress.ts';
import { readText } from '../jsonFile.ts';
import { Problem, sentenceOf } from '../problem.ts';
import { adaptersAt } from './adapters.ts';
import { conceptMapsAt } from './conceptMaps.ts';
import { keySetAt } from './keySet.ts';
import { secretOf } from './noticeSecret.ts';
import { definitionsWith } from './prepareReading.ts';
import { signingKeyAt } from './signingKeys.ts';

/** All that is wrong with what a tenant names, and not only the first of it. */
export async function faultsOf(tenant: Tenant): Promise<readonly Problem[]> {
  const faults: Problem[] = [];
  const attempt = async (check: () => unknown): Promise<boolean> => {
    try {
      await check();
      return true;
    } catch (cause) {
      faults.push(faultIn(cause));
      return false;
    }
  };
  for (const check of plainChecks(tenant)) await attempt(check);
  const usable: string[] = [];
  for (const path of tenant.programmes) {
    if (await attempt(() => definitionsWith([...usable, path]))) usable.push(path);
  }
  const { definitions } = definitionsWith(usable);
  for (const path of tenant.adapters) await attempt(() => adaptersAt([path], definitions));
  return faults;
}

const faultIn = (cause: unknown): Problem =>
  cause instanceof Problem ? cause : new Problem('bad-configuration', sentenceOf(cause), { cause });

/** Those that stand for themselves. */
function plainChecks(tenant: Tenant): readonly (() => unknown)[] {
  const { host, people, noticeSecretFile, callers } = tenant;
  const { keyFile, otherKeyFile = null, tokenUrl = null } = host.backendServices ?? {};
  const keys = [keyFile, otherKeyFile].filter((file) => typeof file === 'string');
  return [
    ...keys.map((file) => () => signingKeyAt(file)),
    ...(tokenUrl === null ? [] : [() => configuredTokenAddress(tokenUrl)]),
    ...filesOf(host.bearerFile).map((file) => () => readBearer(file)),
    ...tenant.conceptMaps.map((file) => () => conceptMapsAt(file)),
    ...filesOf(people !== null && 'file' in people ? people.file : null).map(
      (file) => () => readText(file, `The list of people ${file}`),
    ),
    ...filesOf(noticeSecretFile).map((file) => () => {
      secretOf(file);
    }),
    ...callers.map((caller) => () => {
      if ('jwksFile' in caller) keySetAt(caller.jwksFile);
      else readBearer(caller.bearerFile);
    }),
  ];
}

const filesOf = (file: string | null): readonly string[] => (file === null ? [] : [file]);
