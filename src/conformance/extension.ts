import { tell, type Check } from './check.ts';
import { contextFault, meetsConditions } from './extensionContext.ts';
import type { Instance } from './instance.ts';
import { isObject, member, quotedCode, textOf } from './json.ts';
import type { ElementNode, Structure } from './structure.ts';

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

const urlOf = ({ value }: Instance): string | null =>
  isObject(value) ? textOf(member(value, 'url')) : null;

/**
 * The place of an extension, and what can be told of one that is defined nowhere at hand.
 * @returns its definition, for its content to be checked against
 */
export function checkExtension(
  instance: Instance,
  node: ElementNode,
  check: Check,
): Structure | null {
  const url = urlOf(instance);
  if (url === null) return null;
  if (!ABSOLUTE.test(url)) {
    checkInner(instance, node, check, url);
    return null;
  }
  const structure = check.library.structure(url);
  if (structure?.type !== 'Extension') {
    tellUnknown(instance, node, check, url);
    return null;
  }
  checkModifier(instance, structure, check);
  checkContext(instance, structure, check);
  return structure;
}

/** A broken condition is a warning: of the few that R4 has, one says the reverse of what it means. */
function checkContext(instance: Instance, structure: Structure, check: Check): void {
  const { parent } = instance;
  if (parent === null) return;
  const { root } = structure;
  const rule = 'extension-context';
  const fault = contextFault(parent, structure, check);
  if (fault !== null) tell(check, root, instance, { rule, message: fault });
  if (meetsConditions(parent, structure, check)) return;
  const message = 'This extension may be used only where its own condition holds.';
  tell(check, root, instance, { severity: 'warning', rule, message });
}

function tellUnknown(instance: Instance, node: ElementNode, check: Check, url: string): void {
  const isModifier = instance.key === 'modifierExtension';
  const message = isModifier
    ? `The modifier extension ${quotedCode(url)} is not known, and may change what is said here.`
    : `The extension ${quotedCode(url)} is not known: it was not checked.`;
  const severity = isModifier ? 'error' : 'warning';
  tell(check, node, instance, { severity, rule: 'extension', message });
}

/** A relative address is a part's of the extension around it, which says what parts it has. */
function checkInner(instance: Instance, node: ElementNode, check: Check, url: string): void {
  const { parent } = instance;
  if (parent?.type !== 'Extension') {
    const message = 'The url of an extension is an absolute address.';
    tell(check, node, instance, { rule: 'extension', message });
    return;
  }
  const outer = check.library.structure(urlOf(parent) ?? '');
  const parts = outer?.root.children.find(({ name }) => name === 'extension')?.slices ?? [];
  const isPart = parts.some((part) =>
    part.children.some(({ name, pinned }) => name === 'url' && pinned?.value === url),
  );
  if (outer === null || isPart) return;
  const message = `The extension ${outer.url} has no part ${quotedCode(url)}.`;
  tell(check, node, instance, { rule: 'extension', message });
}

function checkModifier(instance: Instance, { root }: Structure, check: Check): void {
  const isModifier = root.definition.isModifier === true;
  if (isModifier === (instance.key === 'modifierExtension')) return;
  const message = isModifier
    ? 'This extension changes what is said: it belongs in modifierExtension.'
    : 'This extension changes nothing that is said: it belongs in extension.';
  tell(check, root, instance, { rule: 'extension', message });
}
