-- The institution's customers, and what re-screening them against the lists found. Names and
-- facts are personal data and stored sealed; hashes of them are keyed, so a copy of the
-- database alone neither reveals nor confirms anybody.
create table probity.customer (
  id text primary key,
  -- Keyed hash of the institution's own id, which may be personal (a national number).
  ref_index text not null unique check (ref_index ~ '^[0-9a-f]{64}$'),
  type text not null check (type in ('person', 'entity', 'vessel', 'aircraft')),
  status text not null check (status in ('active', 'closed')),
  -- Counts every change, also back to an earlier content: screenings name the version they saw.
  version integer not null check (version > 0),
  -- Keyed hash of what is screened, and of the whole record.
  content_hash text not null,
  record_hash text not null,
  -- The last writing transaction: whoever saw all changes below it has missed none.
  changed_by_transaction xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index customer_changed on probity.customer (changed_by_transaction);

-- Every state a customer was in, the present one included.
create table probity.customer_version (
  customer_id text not null references probity.customer (id),
  version integer not null,
  content_hash text not null,
  status text not null check (status in ('active', 'closed')),
  record_sealed text not null,
  -- Why the relationship ended, where this version ended it; people write about people.
  reason_sealed text,
  at timestamptz not null,
  -- Who wrote it, as in the audit log.
  by text not null,
  primary key (customer_id, version)
);

-- What re-screening reads of customers: the only way from there into their register.
create view probity.customer_to_screen as
  select c.id, c.version, c.status, c.content_hash, c.changed_by_transaction, v.record_sealed
    from probity.customer c
    join probity.customer_version v on v.customer_id = c.id and v.version = c.version;

-- One application of list versions, a policy and an engine to the customers. It goes on where
-- it was after a crash: what is done stands in customer_screening.
create table probity.rescreening (
  id text primary key,
  mode text not null check (mode in ('delta', 'full')),
  state text not null check (state in ('running', 'done', 'abandoned')),
  -- Of a delta: the list entries that changed come first, then customers that did.
  phase text not null check (phase in ('entries', 'customers', 'done')),
  coverage_id bigint not null,
  -- Content hash of each list before and after; before is null for a full one.
  from_versions jsonb,
  list_versions jsonb not null,
  policy_version text not null,
  policy_hash text not null,
  engine_version text not null,
  -- Version of the statistic that weighs parts of names.
  statistic_version text not null,
  -- List entries added or changed, and removed.
  entries_changed integer not null default 0,
  entries_removed integer not null default 0,
  -- Customers screened one by one; the others are covered because no entry that changed can hit them.
  screened bigint not null default 0,
  new_hits bigint not null default 0,
  changed_hits bigint not null default 0,
  closed_hits bigint not null default 0,
  -- Active customers that were at the versions above when it ended.
  customers bigint,
  started_at timestamptz not null,
  ended_at timestamptz,
  started_by text not null,
  -- Whoever asks again under the same key gets this one: a step that is tried again loses nothing it found.
  request_key text unique,
  -- Whoever works on it holds a lease by the database's clock; after it another may go on.
  runner text,
  lease_until timestamptz
);
create unique index rescreening_one_at_a_time on probity.rescreening (state) where state = 'running';
create index rescreening_started on probity.rescreening (started_at);

-- The list versions that hold for all customers who carry its id: a delta moves the one row
-- instead of a row per customer.
create table probity.coverage (
  id bigint generated always as identity primary key,
  list_versions jsonb not null,
  policy_version text not null,
  policy_hash text not null,
  engine_version text not null,
  statistic_version text not null,
  -- Customers changed by earlier transactions were looked at.
  seen_transaction xid8 not null,
  at timestamptz not null,
  complete boolean not null default false
);
alter table probity.rescreening
  add constraint rescreening_coverage foreign key (coverage_id) references probity.coverage (id);

-- Where each customer stands.
create table probity.customer_screening (
  customer_id text primary key references probity.customer (id),
  coverage_id bigint not null references probity.coverage (id),
  customer_version integer not null,
  -- The re-screening that looked at this customer last; later deltas may cover it besides.
  rescreening_id text not null references probity.rescreening (id),
  decision text not null check (decision in ('clear', 'review', 'match')),
  open_hits integer not null,
  at timestamptz not null
);

-- One row for every time a customer was screened, also when nothing changed.
create table probity.customer_outcome (
  id bigint generated always as identity primary key,
  customer_id text not null references probity.customer (id),
  rescreening_id text not null references probity.rescreening (id),
  at timestamptz not null,
  customer_version integer not null,
  -- Keyed hash of the facts as they were screened.
  content_hash text not null,
  decision text not null check (decision in ('clear', 'review', 'match')),
  hits integer not null,
  new_hits integer not null,
  changed_hits integer not null,
  closed_hits integer not null,
  -- Why a customer could not be screened and is for a person to look at.
  error_code text
);
create index customer_outcome_customer on probity.customer_outcome (customer_id, id);
create index customer_outcome_rescreening on probity.customer_outcome (rescreening_id, id);

-- One row per customer and list entry that was ever hit.
create table probity.customer_hit (
  customer_id text not null references probity.customer (id),
  list text not null,
  entity_id text not null,
  -- Content hash of the entry and keyed hash of the customer's facts, as the hit was scored; a
  -- suppression holds for the same two.
  entry_hash text not null,
  customer_hash text not null,
  score double precision not null,
  decision text not null check (decision in ('review', 'match')),
  state text not null check (state in ('open', 'suppressed', 'closed')),
  -- Why it is closed: what changed or went, so that the two no longer resemble one another.
  closed_because text check (closed_because in
    ('entry_removed', 'entry_changed', 'list_removed', 'customer_changed', 'customer_closed', 'rules_changed')),
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  -- The re-screening that looked at it last, and the one that last found it new, changed or gone.
  rescreening_id text not null references probity.rescreening (id),
  changed_in text not null references probity.rescreening (id),
  hit_sealed text not null,
  primary key (customer_id, list, entity_id)
);
create index customer_hit_changed on probity.customer_hit (changed_in);
create index customer_hit_entry on probity.customer_hit (list, entity_id) where state <> 'closed';
create index customer_hit_suppressed on probity.customer_hit (customer_id) where state = 'suppressed';

grant select, insert on probity.customer_version, probity.customer_outcome to probity_app;
grant select, insert on probity.customer, probity.rescreening, probity.coverage, probity.customer_hit to probity_app;
-- Who a customer is, who started a re-screening of what, and when a hit was first seen never changes.
grant update (type, status, version, content_hash, record_hash, changed_by_transaction, changed_at)
  on probity.customer to probity_app;
grant update (state, phase, entries_changed, entries_removed, screened, new_hits, changed_hits, closed_hits,
              customers, ended_at, runner, lease_until)
  on probity.rescreening to probity_app;
grant update (list_versions, seen_transaction, at, complete) on probity.coverage to probity_app;
grant update (entry_hash, customer_hash, score, decision, state, closed_because, last_seen, rescreening_id,
              changed_in, hit_sealed)
  on probity.customer_hit to probity_app;
grant select, insert, update, delete on probity.customer_screening to probity_app;
grant select on probity.customer_to_screen to probity_app;
