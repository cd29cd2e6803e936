import { tell, type Check } from './check.ts';
import { bodyOf, type Instance, type Scope } from './instance.ts';
import { asList, isObject, member, quotedCode, textOf, type JsonObject } from './json.ts';
import { containedIn, entriesIn, NOBODY, type Neighbours } from './neighbours.ts';
import type { Structure } from './structure.ts';
import { walkElement } from './walk.ts';

/** A whole resource: by its type, by the profiles it claims, and by those asked for. */
export function checkResource(value: unknown, profiles: readonly string[], check: Check): void {
  if (!isObject(value)) {
    report(check, '$this', 'json', 'A resource is an object in JSON.');
    return;
  }
  enter(instanceOf(value), profiles, check);
}

/** A whole resource by these profiles alone, which say nothing of what its type asks for anyway. */
export function checkProfiles(value: unknown, profiles: readonly string[], check: Check): void {
  if (!isObject(value)) return;
  const instance = instanceOf(value);
  const structures = profiles.flatMap((profile) => check.library.structure(profile) ?? []);
  for (const { isProfile, type, root } of new Set(structures)) {
    if (!isProfile || type !== instance.type) continue;
    walkElement(instance, root, { check, isBase: false, enter: () => undefined });
  }
}

function instanceOf(resource: JsonObject): Instance {
  const type = textOf(member(resource, 'resourceType')) ?? '';
  const scope = scopeOf(resource, NOBODY, null);
  return {
    path: /^\w{1,64}$/.test(type) ? type : '$this',
    value: resource,
    beside: undefined,
    type,
    key: type,
    definition: type,
    parent: null,
    scope,
  };
}

/** A contained resource, or one in a Bundle, is checked as one that stands alone, in its new scope. */
function enterInner(inner: Instance, check: Check): void {
  if (!isObject(inner.value)) {
    report(check, inner.path, 'json', 'A resource is an object in JSON.');
    return;
  }
  const type = textOf(member(inner.value, 'resourceType')) ?? '';
  const scope = innerScope(inner, inner.value);
  enter({ ...inner, type, key: type, definition: type, parent: null, scope }, [], check);
}

function innerScope({ key, parent, scope }: Instance, resource: JsonObject): Scope {
  if (key === 'contained') return { ...scope, resource };
  const entry = parent === null ? null : bodyOf(parent);
  const isEntry = parent?.definition === 'Bundle.entry' && entry !== null;
  const fullUrl = isEntry ? textOf(member(entry, 'fullUrl')) : scope.fullUrl;
  return scopeOf(resource, isEntry ? scope.entries : scope.neighbours, fullUrl);
}

const scopeOf = (resource: JsonObject, neighbours: Neighbours, fullUrl: string | null): Scope => ({
  resource,
  root: resource,
  contained: containedIn(resource),
  entries: entriesIn(resource),
  neighbours,
  fullUrl,
});

function enter(instance: Instance, profiles: readonly string[], check: Check): void {
  const { type, path } = instance;
  const structure = check.library.type(type);
  if (structure?.kind !== 'resource' || structure.isAbstract) {
    const isR4 = structure === null && check.library.isResourceType(type);
    const message = isR4
      ? `The definition of ${type} is not at hand: this resource was not checked.`
      : 'resourceType names no resource type of R4.';
    report(check, path, 'type', message, isR4 ? 'information' : 'error');
    return;
  }
  const walk = {
    check,
    enter: (inner: Instance) => {
      enterInner(inner, check);
    },
  };
  walkElement(instance, structure.root, { ...walk, isBase: true });
  for (const profile of profilesOf(instance, profiles, structure, check)) {
    walkElement(instance, profile.root, { ...walk, isBase: false });
  }
}

/** Those claimed and those asked for, each once, as far as they are at hand and are for this type. */
function profilesOf(
  instance: Instance,
  asked: readonly string[],
  base: Structure,
  check: Check,
): readonly Structure[] {
  const meta = isObject(instance.value) ? member(instance.value, 'meta') : null;
  const claims = isObject(meta) ? asList(member(meta, 'profile')) : [];
  const claimed = claims.map((claim, at) => ({ claim, path: `.meta.profile[${at}]` }));
  const found = [...claimed, ...asked.map((claim) => ({ claim, path: '' }))].flatMap(
    ({ claim, path }) =>
      typeof claim === 'string'
        ? profileOf(claim, { ...instance, path: instance.path + path }, base, check)
        : [],
  );
  return [...new Set(found)];
}

function profileOf(
  claim: string,
  instance: Instance,
  base: Structure,
  check: Check,
): readonly Structure[] {
  const profile = check.library.structure(claim);
  if (profile === base) return [];
  if (profile === null) {
    const message = `The profile ${quotedCode(claim)} is not at hand: it was not checked.`;
    tell(check, base.root, instance, { severity: 'information', rule: 'profile', message });
    return [];
  }
  if (profile.isProfile && profile.type === instance.type) return [profile];
  const message = `The profile ${quotedCode(claim)} is for ${profile.type}, not for ${instance.type}.`;
  tell(check, base.root, instance, { rule: 'profile', message });
  return [];
}

const RESOURCE = 'http://hl7.org/fhir/StructureDefinition/Resource';

function report(
  check: Check,
  path: string,
  rule: string,
  message: string,
  severity: 'error' | 'information' = 'error',
): void {
  check.report({ severity, rule, element: 'Resource', path, profile: RESOURCE, message });
}
