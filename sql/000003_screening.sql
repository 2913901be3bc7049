-- Sanctions lists and screenings. A snapshot is one publication of one list, named by the
-- SHA-256 of its content; it never changes, so a screening that names it can be replayed.
create table probity.list_snapshot (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  list text not null,
  entities integer not null check (entities > 0),
  names integer not null,
  weak_names integer not null,
  -- Where the files came from, as the importer named it.
  source text not null,
  published_at timestamptz,
  imported_at timestamptz not null,
  imported_by text not null,
  -- Canonical JSON lines of the parties, compressed with Zstandard (RFC 8878).
  content bytea not null
);
create index list_snapshot_list on probity.list_snapshot (list, imported_at);

-- Which snapshot of each list screenings use. One row changes, so the swap is atomic.
create table probity.list_current (
  list text primary key,
  hash text not null references probity.list_snapshot (hash),
  changed_at timestamptz not null
);

-- Publications that looked wrong: stored, not used, until somebody forces them.
create table probity.list_quarantine (
  id bigint generated always as identity primary key,
  list text not null,
  hash text not null references probity.list_snapshot (hash),
  reason text not null,
  at timestamptz not null
);
create index list_quarantine_list on probity.list_quarantine (list, at);

-- Every screening ever made. Names and hits are personal data and stored sealed.
create table probity.screening (
  id text primary key,
  at timestamptz not null,
  run_id text,
  step_id text,
  decision text not null check (decision in ('clear', 'review', 'match')),
  hits integer not null,
  input_sealed text not null,
  hits_sealed text not null,
  -- Keyed hash of the normalised names and birth date: finds earlier screenings of the same person.
  input_index text not null,
  list_versions jsonb not null,
  policy_version text not null,
  engine_version text not null
);
create index screening_run on probity.screening (run_id) where run_id is not null;
create index screening_input on probity.screening (input_index, at);
create index screening_time on probity.screening (at);

grant select, insert on probity.list_snapshot, probity.list_quarantine, probity.screening to probity_app;
grant select, insert, update on probity.list_current to probity_app;
