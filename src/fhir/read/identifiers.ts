/** `system|value` of each business identifier that has a value, sorted. */
export const identifiersOf = (
  identifiers:
    | readonly { readonly system?: string | undefined; readonly value?: string | undefined }[]
    | undefined,
): readonly string[] =>
  (identifiers ?? [])
    .filter((one) => one.value !== undefined && one.value !== '')
    .map((one) => `${one.system ?? ''}|${one.value ?? ''}`)
    .sort();
