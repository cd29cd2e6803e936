/** One step of a discriminator's path, which is FHIRPath of a few forms only. */
export type Step =
  | { readonly kind: 'child'; readonly name: string }
  | { readonly kind: 'extension'; readonly url: string }
  | { readonly kind: 'ofType'; readonly type: string }
  | { readonly kind: 'resolve' };

/** `code.coding`, `extension('http://...').value`, `resolve()`, `value.ofType(Quantity)`, `$this`. */
export const stepsOf = (path: string): readonly Step[] =>
  (path.match(/[^.()]+(?:\([^)]*\))?/g) ?? []).filter((token) => token !== '$this').map(stepOf);

function stepOf(token: string): Step {
  const [, name, argument] = /^(\w+)\((.*)\)$/.exec(token) ?? [];
  if (name === 'extension')
    return { kind: 'extension', url: (argument ?? '').replace(/^'|'$/g, '') };
  if (name === 'ofType') return { kind: 'ofType', type: argument ?? '' };
  if (name === 'resolve') return { kind: 'resolve' };
  return { kind: 'child', name: token.replace(/\[x\]$/, '') };
}
