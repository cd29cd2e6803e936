/**
 * The first schema. Each primary key and each index begins with the tenant, so that the tables can be
 * distributed by it; none refers to another table, and no key comes from a sequence. Only used token
 * ids belong to no tenant: they begin with who issued them.
 *
 * Instants are milliseconds since 1970. JSON is `json` and not `jsonb`: it is never searched, and comes
 * back to the letter (order of names, 1.0, and characters that `jsonb` refuses).
 */
export const MIGRATION_0001 = `
create table attest.people (
  tenant text not null,
  patient text not null,
  read_at bigint,
  failure text,
  projection text,
  unread text[] not null default '{}',
  absent_since bigint,
  primary key (tenant, patient)
);

-- slot: the version where each is kept (Goal, ServiceRequest), else empty, so that the newest remains.
create table attest.resources (
  tenant text not null,
  patient text not null,
  reference text not null,
  slot text not null,
  version text not null,
  version_number bigint not null,
  updated bigint,
  hash text not null,
  entries json not null,
  kept json,
  note_day integer,
  saved_at bigint not null default (extract(epoch from clock_timestamp()) * 1000)::bigint,
  primary key (tenant, patient, reference, slot)
);
create index resources_by_reference on attest.resources (tenant, reference);
create index resources_of_service on attest.resources (tenant, note_day)
  where note_day is not null or reference like 'Patient/%';

create table attest.goals (
  tenant text not null,
  goal text not null,
  patient text not null,
  state text not null,
  because text,
  next_look bigint,
  dirty boolean not null default false,
  conflicts integer not null default 0,
  decided_at bigint,
  primary key (tenant, goal)
);
create index goals_by_patient on attest.goals (tenant, patient);
create index goals_by_decision on attest.goals (tenant, decided_at);
create index goals_by_next_look on attest.goals (tenant, next_look) where next_look is not null;

create table attest.verdicts (
  tenant text not null,
  goal text not null,
  number integer not null,
  as_of bigint not null,
  decision text not null,
  line json not null,
  primary key (tenant, goal, number)
);

create table attest.plans (
  tenant text not null,
  goal text not null,
  patient text not null,
  as_of bigint not null,
  chunks json not null,
  begun_by text,
  read_from bigint,
  primary key (tenant, goal)
);

create table attest.written (
  tenant text not null,
  goal text not null,
  reference text not null,
  version text not null,
  hash text not null,
  identifier text,
  at bigint not null,
  primary key (tenant, goal, reference)
);

create table attest.cursors (
  tenant text not null,
  feed text not null,
  newest bigint not null,
  seen_at bigint not null,
  primary key (tenant, feed)
);

create table attest.hosts (
  tenant text not null,
  base_url text not null,
  primary key (tenant)
);

create table attest.host_profiles (
  tenant text not null,
  read_at bigint not null,
  statement json,
  results json,
  primary key (tenant)
);

create table attest.token_ids (
  issuer text not null,
  id text not null,
  expires bigint not null,
  primary key (issuer, id)
);
create index token_ids_by_expiry on attest.token_ids (issuer, expires);
`;
