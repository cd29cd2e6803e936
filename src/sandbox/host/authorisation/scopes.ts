import type { Interaction } from '../quirks.ts';

/** What a client may do, as letters of SMART App Launch 2: create, read, update, delete, search. */
export interface Grant {
  /** `*` for every type. */
  readonly type: string;
  readonly acts: ReadonlySet<string>;
}

const SCOPE = /^system\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)$/;

const VERSION_1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** A system scope of SMART App Launch 1 or 2; null for anything else, and for what asks for nothing. */
export function grantOf(scope: string): Grant | null {
  const [, type, acts] = SCOPE.exec(scope) ?? [];
  if (type === undefined || acts === undefined || acts === '') return null;
  return { type, acts: new Set(VERSION_1[acts] ?? acts) };
}

const LETTER: Readonly<Record<Interaction, string>> = {
  create: 'c',
  read: 'r',
  vread: 'r',
  'history-instance': 'r',
  update: 'u',
  patch: 'u',
  delete: 'd',
  'search-type': 's',
};

export const allowedBy =
  (grants: readonly Grant[]) =>
  (type: string, interaction: Interaction): boolean =>
    grants.some(
      (grant) => (grant.type === '*' || grant.type === type) && grant.acts.has(LETTER[interaction]),
    );
