-- Two roles from the first day: the owner of the schema runs migrations, and probity_app is
-- what the application works as. Roles belong to the whole server, so another database may
-- have made this one already, or make it in this very moment.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'probity_app') then
    create role probity_app nologin;
  end if;
exception when duplicate_object or unique_violation then
  null;
end
$$;

-- So that an owner who is no superuser can work as probity_app (DATABASE_URL without DATABASE_APP_URL).
-- Being a member does not suffice since PostgreSQL 16, so what counts is tried.
do $$
begin
  set local role probity_app;
  reset role;
exception when insufficient_privilege then
  execute pg_catalog.format('grant probity_app to %I', current_user);
end
$$;

create schema if not exists probity;
create schema if not exists audit;
revoke all on schema probity, audit from public;
grant usage on schema probity, audit to probity_app;
grant select on probity.migration to probity_app;

-- The audit log (docs/spec/audit-log.md). `body` is the truth and what is hashed; the query
-- columns repeat parts of it, and a column that differs from its body is an incident.
create table audit.entry (
  id bigint generated always as identity primary key,
  entry_id text not null unique,
  -- The writing transaction: lets a sealer wait for late commits without locking writers.
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  -- The database's own clock, beside what the application says.
  recorded_at timestamptz not null default clock_timestamp(),
  stream text not null,
  run_id text,
  step_id text,
  workflow text,
  action text not null,
  status text not null,
  dedup_key text,
  body bytea not null,
  leaf bytea not null generated always as (sha256('\x00'::bytea || body)) stored,
  constraint entry_body_size check (octet_length(body) <= 65535)
);
create unique index entry_dedup on audit.entry (coalesce(run_id, ''), dedup_key) where dedup_key is not null;
create index entry_run on audit.entry (run_id, id) where run_id is not null;
create index entry_workflow on audit.entry (workflow, id) where workflow is not null;
create index entry_time on audit.entry (at);

-- PBA01: somebody tried to change or delete an audit entry.
create function audit.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog
as $$
begin
  raise exception 'audit entries are append-only: % is refused', lower(tg_op)
    using errcode = 'PBA01', hint = 'A wrong entry is corrected by a further entry, never by changing it.';
end
$$;

create trigger entry_append_only
  before update or delete or truncate on audit.entry
  for each statement execute function audit.refuse_change();
-- ALWAYS: fires under session_replication_role = replica as well.
alter table audit.entry enable always trigger entry_append_only;

-- The only way in. Every query column is read from the body, so they cannot disagree.
-- Returns the new row's id; null when an entry of this run with this dedup key exists.
create function audit.append(p_body bytea) returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_body jsonb := convert_from(p_body, 'UTF8')::jsonb;
  v_id bigint;
begin
  insert into audit.entry (entry_id, at, stream, run_id, step_id, workflow, action, status, dedup_key, body)
  values (
    v_body->>'id', (v_body->>'at')::timestamptz, v_body->>'stream', v_body->>'runId', v_body->>'stepId',
    v_body->>'workflow', v_body->>'action', v_body->>'status', v_body->>'dedupKey', p_body
  )
  on conflict (coalesce(run_id, ''), dedup_key) where dedup_key is not null do nothing
  returning id into v_id;
  return v_id;
end
$$;

revoke all on audit.entry from public;
revoke all on function audit.append(bytea), audit.refuse_change() from public;
grant select on audit.entry to probity_app;
grant execute on function audit.append(bytea) to probity_app;

-- What people ask for: select * from audit_log order by event_time desc limit 5.
create view public.audit_log as
  select
    e.id,
    e.at as event_time,
    coalesce(convert_from(e.body, 'UTF8')::jsonb->>'workflowName', e.workflow) as workflow,
    e.action,
    e.status,
    coalesce(convert_from(e.body, 'UTF8')::jsonb->'details', '{}'::jsonb) as details
  from audit.entry e;
revoke all on public.audit_log from public;
grant select on public.audit_log to probity_app;
