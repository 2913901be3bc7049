-- Replay of screenings, and hits that people set aside (suppressions).

-- Every version of the policy that a screening was decided under, so that it can be replayed years
-- later. `content` is canonical JSON (RFC 8785), and its SHA-256 is its name.
create table probity.screening_policy (
  hash text primary key,
  version text not null,
  content text not null,
  first_used_at timestamptz not null,
  constraint screening_policy_hash check (hash = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);

-- The whole answer replaces its hits: canonical JSON, sealed. A keyed hash of it stands beside it
-- and in the audit entry, so that an exchanged answer is noticed. Screenings of before have neither
-- policy nor hash and cannot be replayed.
alter table probity.screening rename column hits_sealed to result_sealed;
alter table probity.screening
  add column result_hash text not null default '',
  add column policy_hash text references probity.screening_policy (hash),
  add column statistic_version text not null default '',
  -- Hits that a suppression set aside; they are counted in `hits` too.
  add column suppressed integer not null default 0,
  -- Keyed hash of the customer's reference, where the caller gave one.
  add column customer_index text;
alter table probity.screening
  alter column result_hash drop default,
  alter column statistic_version drop default;
create index screening_customer on probity.screening (customer_index, at) where customer_index is not null;

-- A hit that people examined and set aside (the good-guy list). It holds for exactly these facts of
-- the customer and this content of the list entry; when either changes, it is reopened.
create table probity.suppression (
  id text primary key,
  state text not null check (state in ('proposed', 'active', 'expired', 'revoked', 'reopened')),
  list text not null,
  entity_id text not null,
  entry_hash text not null check (entry_hash ~ '^[0-9a-f]{64}$'),
  -- Keyed hash of the customer's facts as they were screened.
  customer_hash text not null,
  -- Keyed hash of the customer's reference: tells a customer that changed from another one.
  customer_index text,
  screening_id text not null references probity.screening (id),
  -- Names are personal data, and people write about people in reasons.
  subject_sealed text not null,
  reason_sealed text not null,
  until timestamptz not null,
  proposed_by text not null check (proposed_by <> ''),
  proposed_at timestamptz not null,
  approved_by text check (approved_by <> ''),
  approved_at timestamptz,
  ended_by text check (ended_by <> ''),
  ended_at timestamptz,
  ended_why text check (ended_why in
    ('expired', 'revoked', 'customer_changed', 'entry_changed', 'entry_removed')),
  -- The words of whoever revoked it.
  ended_reason_sealed text,
  constraint suppression_until check (until > proposed_at),
  constraint suppression_approval check ((approved_by is null) = (approved_at is null)),
  constraint suppression_active check (state <> 'active' or approved_by is not null),
  constraint suppression_four_eyes check (approved_by is null or approved_by <> proposed_by),
  constraint suppression_end check (
    (state in ('proposed', 'active')) = (ended_at is null)
    and (ended_at is null) = (ended_by is null)
    and (ended_at is null) = (ended_why is null))
);
create index suppression_customer on probity.suppression (customer_hash, list, entity_id)
  where state = 'active';
create index suppression_reference on probity.suppression (customer_index, list, entity_id)
  where state = 'active' and customer_index is not null;
create index suppression_entry on probity.suppression (list, entity_id) where state in ('proposed', 'active');
create index suppression_time on probity.suppression (proposed_at, id);
create unique index suppression_once on probity.suppression (customer_hash, list, entity_id, entry_hash)
  where state in ('proposed', 'active');

-- PBS01: a step that the life of a suppression does not have. PBS02: maker and checker are one person,
-- themselves or by a key of theirs.
create function probity.check_suppression() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' or new.approved_by is not null then
      raise exception 'a suppression starts as a proposal' using errcode = 'PBS01';
    end if;
    return new;
  end if;
  if old.state not in ('proposed', 'active') then
    raise exception 'the suppression is % for good', old.state using errcode = 'PBS01';
  end if;
  if new.state = 'active' and old.state = 'proposed' then
    if probity.person_behind(new.approved_by) = probity.person_behind(new.proposed_by) then
      raise exception 'whoever proposes a suppression does not approve it, by a key neither'
        using errcode = 'PBS02';
    end if;
  elsif new.approved_by is distinct from old.approved_by or new.approved_at is distinct from old.approved_at
      or new.state in ('proposed', 'active') then
    raise exception 'a suppression is approved once, as a proposal' using errcode = 'PBS01';
  end if;
  return new;
end
$$;
create trigger suppression_life before insert or update on probity.suppression
  for each row execute function probity.check_suppression();

revoke all on probity.screening_policy, probity.suppression from public;
grant select, insert on probity.screening_policy to probity_app;
grant select, insert, update (state, approved_by, approved_at, ended_by, ended_at, ended_why, ended_reason_sealed)
  on probity.suppression to probity_app;
