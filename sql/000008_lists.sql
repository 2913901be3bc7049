-- What became of each list: publications taken into use, publications refused, what the
-- publisher was last asked, and the files it was answered with.

-- Every change of list_current, with what it changed. Only added to: it says which snapshot
-- was in use when, and on whose word.
create table probity.list_publication (
  id bigint generated always as identity primary key,
  list text not null,
  hash text not null references probity.list_snapshot (hash),
  previous_hash text references probity.list_snapshot (hash),
  at timestamptz not null,
  actor text not null,
  source text not null,
  added integer not null,
  removed integer not null,
  changed integer not null,
  -- Why a publication that looked wrong was taken all the same.
  forced_reason text
);
create index list_publication_list on probity.list_publication (list, id);

-- A publication that could not be read has no snapshot.
alter table probity.list_quarantine
  alter column hash drop not null,
  add column kind text not null default 'shrunk'
    check (kind in ('unreadable', 'incomplete', 'shrunk', 'older', 'outdated')),
  add column source text not null default '';
alter table probity.list_quarantine
  alter column kind drop default,
  alter column source drop default;

-- The last time each list was looked at, and the last time its current snapshot was what the
-- publisher offers: a list nobody could confirm for long is stale.
create table probity.list_check (
  list text primary key,
  checked_at timestamptz not null,
  outcome text not null check (outcome in ('published', 'unchanged', 'quarantined', 'failed')),
  problem text,
  confirmed_at timestamptz
);

-- Downloaded files: what to ask the publisher with (RFC 9110 section 8.8), and what they led to.
create table probity.list_file (
  list text not null,
  role text not null,
  -- As configured: secrets in it are named, not written out.
  address text not null,
  etag text,
  last_modified text,
  bytes bigint not null,
  sha256 text not null,
  snapshot text not null references probity.list_snapshot (hash),
  fetched_at timestamptz not null,
  primary key (list, role)
);

-- One row: up to which instant the schedule of downloads was carried out.
create table probity.list_schedule (
  only_row boolean primary key default true check (only_row),
  done_until timestamptz not null
);

-- What an alert is about, where that is neither a run nor a workflow: a list.
alter table probity.operational_alert add column about text;

grant select, insert on probity.list_publication to probity_app;
grant select, insert on probity.list_check, probity.list_schedule to probity_app;
grant update (checked_at, outcome, problem, confirmed_at) on probity.list_check to probity_app;
grant update (done_until) on probity.list_schedule to probity_app;
grant select, insert, update, delete on probity.list_file to probity_app;
