-- Who may ask: API keys, one-time sign-in links and web sessions. Only SHA-256 hashes of
-- secrets are stored; every secret has at least 256 random bits, so a copy of these tables
-- opens nothing.

create function probity.are_roles(p_roles text[]) returns boolean
language sql immutable
set search_path = pg_catalog
as $$
  select cardinality(p_roles) > 0
    and p_roles <@ array['engineer', 'analyst', 'approver', 'auditor', 'admin']
$$;

create table probity.api_key (
  id           text primary key,
  secret_hash  bytea not null check (octet_length(secret_hash) = 32),
  name         text not null check (char_length(name) between 1 and 100),
  roles        text[] not null check (probity.are_roles(roles)),
  created_at   timestamptz not null,
  -- Who answers for what the key does: whoever created it, or the key it was created with.
  created_by   text not null check (created_by <> ''),
  -- Written at most once a minute: tells a used key from a forgotten one.
  last_used_at timestamptz,
  -- A revoked key stays, so that the audit log's actor can still be named.
  revoked_at   timestamptz
);

-- The one who answers for an actor: of a key its creator, of everybody else themselves.
create function probity.person_behind(p_actor text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(
    (select k.created_by from probity.api_key k where p_actor like 'key:%' and k.id = substr(p_actor, 5)),
    p_actor)
$$;

-- A key is no second pair of eyes: neither may a person decide in a run that a key of theirs
-- started, or the other way round, nor decide once as themselves and once by a key. The name
-- puts it behind review_decision_check, which holds the review's row.
-- PBE02: the person started the run. unique_violation: the person has decided already.
create function probity.check_review_decider() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_person text := probity.person_behind(new.actor_id);
begin
  if exists (select from probity.review v join probity.run r on r.id = v.run_id, unnest(r.initiators) as i (id)
      where v.id = new.review_id and probity.person_behind(i.id) = v_person) then
    raise exception 'whoever starts a run does not decide in it, by a key neither' using errcode = 'PBE02';
  end if;
  if exists (select from probity.review_decision d
      where d.review_id = new.review_id and probity.person_behind(d.actor_id) = v_person) then
    raise exception 'the person has decided already' using errcode = 'unique_violation';
  end if;
  return new;
end
$$;
create trigger review_decision_person before insert on probity.review_decision
  for each row execute function probity.check_review_decider();

create table probity.login_link (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  subject    text not null,
  name       text not null,
  roles      text[] not null check (probity.are_roles(roles)),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index login_link_expiry on probity.login_link (expires_at);

create table probity.web_session (
  id_hash      bytea primary key check (octet_length(id_hash) = 32),
  subject      text not null,
  name         text not null,
  roles        text[] not null check (probity.are_roles(roles)),
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null
);
create index web_session_expiry on probity.web_session (expires_at);
create index web_session_subject on probity.web_session (subject);

-- Signed deliveries that were accepted, for as long as their signatures are: whoever recorded
-- one and sends it again under another name gets the run that the first name started.
create table probity.webhook_delivery (
  signature_hash bytea primary key check (octet_length(signature_hash) = 32),
  -- SHA-256 of the name it first came with.
  delivery_name  text not null check (delivery_name ~ '^[0-9a-f]{64}$'),
  expires_at     timestamptz not null
);
create index webhook_delivery_expiry on probity.webhook_delivery (expires_at);

revoke all on probity.api_key, probity.login_link, probity.web_session, probity.webhook_delivery from public;
revoke all on function probity.are_roles(text[]) from public;
grant execute on function probity.are_roles(text[]) to probity_app;
revoke all on function probity.person_behind(text) from public;
grant execute on function probity.person_behind(text) to probity_app;
grant select, insert, update (last_used_at, revoked_at) on probity.api_key to probity_app;
grant select, insert, update (used_at), delete on probity.login_link to probity_app;
grant select, insert, update (last_seen_at), delete on probity.web_session to probity_app;
grant select, insert, delete on probity.webhook_delivery to probity_app;
