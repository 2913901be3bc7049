-- The engine: definitions, runs, steps, reviews, workers. What a run was given and what its
-- steps concluded is stored only as ciphertext (columns that end in _sealed); columns in
-- clear hold ids, states, codes, counts and times. How far a run has come is not decided
-- here but by the checkpoints of the durable executor (schema dbos): every row below is
-- written in the transaction that writes the checkpoint, so the two cannot disagree.

create table probity.definition (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  workflow_id text not null,
  name text not null,
  yaml text not null,
  -- Not jsonb: a form made from the input schema shows its fields in the order of the file.
  plan json not null,
  created_at timestamptz not null
);
grant select, insert on probity.definition to probity_app;

create table probity.workflow (
  id text primary key,
  name text not null,
  definition_hash text not null references probity.definition (hash),
  -- The file as it was deployed last. Comments change it and not the definition's hash.
  yaml text not null,
  deployed_at timestamptz not null,
  deployed_by jsonb not null,
  paused boolean not null default false
);
grant select, insert, update on probity.workflow to probity_app;

-- One row per schedule trigger of the current definition of a workflow.
create table probity.schedule (
  workflow_id text not null references probity.workflow (id),
  position integer not null,
  cron text not null,
  timezone text not null,
  input jsonb not null,
  -- Instants up to here have been dealt with; the next one fires after it.
  considered_until timestamptz not null,
  next_fire_at timestamptz,
  primary key (workflow_id, position)
);
create index schedule_due on probity.schedule (next_fire_at);
grant select, insert, update, delete on probity.schedule to probity_app;

-- Published lists for which a workflow that watches them has not been started yet: written by the
-- transaction that publishes, for the workflows that listen at that moment, and gone once dealt with.
create table probity.list_update (
  workflow_id text not null references probity.workflow (id),
  list text not null,
  version text not null,
  actor jsonb not null,
  published_at timestamptz not null,
  primary key (workflow_id, list, version)
);
grant select, insert, delete on probity.list_update to probity_app;

-- What went wrong outside of every step and somebody must hear of; gone once it was handed on.
create table probity.operational_alert (
  id bigint generated always as identity primary key,
  kind text not null,
  run_id text,
  workflow_id text,
  message text not null,
  at timestamptz not null
);
grant select, insert, delete on probity.operational_alert to probity_app;

create table probity.run (
  id text primary key check (id like 'run\_%'),
  workflow_id text not null,
  workflow_name text not null,
  definition_hash text not null references probity.definition (hash),
  state text not null check (state in
    ('queued', 'running', 'waiting', 'paused', 'succeeded', 'rejected', 'failed', 'cancelled')),
  trigger_kind text not null,
  trigger_detail text,
  drill boolean not null,
  break_steps text[] not null default '{}',
  started_by jsonb not null,
  -- Ids of everybody who started this run or one it was forked from: none of them may decide in it.
  initiators text[] not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  error_code text,
  error_message text,
  error_step_id text,
  parent_run_id text references probity.run (id),
  parent_step_id text,
  depth integer not null default 0,
  forked_from text references probity.run (id),
  -- Keyed hashes: equal values are found, values cannot be read back.
  idempotency_key text,
  input_digest text not null,
  concurrency_key text,
  concurrency_limit integer,
  -- Waits for a slot of its concurrency key and is not known to the executor yet.
  held boolean not null default false,
  stuck_since timestamptz,
  priority integer not null default 0,
  input_sealed text not null,
  outputs_sealed text,
  cancel_reason_sealed text,
  unique (workflow_id, idempotency_key),
  check ((state in ('succeeded', 'rejected', 'failed', 'cancelled')) = (ended_at is not null))
);
create index run_recent on probity.run (workflow_id, id desc);
create index run_by_state on probity.run (state, id desc);
create index run_by_parent on probity.run (parent_run_id) where parent_run_id is not null;
create index run_by_concurrency_key on probity.run (concurrency_key, id)
  where concurrency_key is not null and ended_at is null;
create index run_unended on probity.run (id) where ended_at is null;
grant select, insert on probity.run to probity_app;
grant update (state, started_at, ended_at, error_code, error_message, error_step_id, held, stuck_since, outputs_sealed,
    cancel_reason_sealed)
  on probity.run to probity_app;

create table probity.run_step (
  run_id text not null references probity.run (id),
  -- Step id; an item of a for_each is screen[3].
  step_id text not null,
  state text not null check (state in
    ('pending', 'running', 'waiting', 'retrying', 'succeeded', 'rejected', 'failed', 'skipped', 'cancelled')),
  outcome text check (outcome in ('pass', 'review', 'fail')),
  -- [{attempt, startedAt, endedAt, error: {code, message, retryable}}]
  attempts jsonb not null default '[]',
  versions jsonb not null default '{}',
  error_code text,
  error_message text,
  started_at timestamptz,
  ended_at timestamptz,
  child_run_id text,
  review_id text,
  -- End of a wait, of the time for a review, or of the pause before another attempt.
  waits_until timestamptz,
  -- When the attempt under way will be given up.
  attempt_ends_by timestamptz,
  -- Kept from the run this one was forked from, and not done again.
  kept boolean not null default false,
  input_sealed text,
  result_sealed text,
  evidence_sealed text,
  primary key (run_id, step_id)
);
grant select, insert, update on probity.run_step to probity_app;

-- One checkpoint of a run, in one statement: proves that the caller still owns the run, writes
-- the step's row and the audit entries, and records the operations. Holding the run's row in
-- dbos.workflow_status until the commit keeps anybody from taking the run over in between.
-- Returns what is recorded: after a lost connection that may be an earlier try of the same call.
-- PBE10: the run was cancelled or paused. PBE11: another execution owns it.
create function probity.checkpoint(
  p_run text, p_owner text, p_retry boolean,
  p_ids integer[], p_names text[], p_outputs text[], p_audit bytea[],
  p_step text, p_state text, p_outcome text, p_attempts jsonb, p_versions jsonb, p_error_code text,
  p_error_message text, p_child text, p_started_at timestamptz, p_ended_at timestamptz, p_review text,
  p_waits_until timestamptz, p_input text, p_result text, p_evidence text
) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_status text;
  v_owner text;
  v_recoveries bigint;
  v_output text;
  v_now bigint := extract(epoch from clock_timestamp()) * 1000;
  v_body bytea;
begin
  select s.status, s.owner_xid, s.recovery_attempts into v_status, v_owner, v_recoveries
    from dbos.workflow_status s where s.workflow_uuid = p_run for no key update;
  if v_status = 'CANCELLED' then
    raise exception 'run % was taken away', p_run using errcode = 'PBE10';
  end if;
  if v_owner is distinct from p_owner then
    raise exception 'run % belongs to another execution', p_run using errcode = 'PBE11';
  end if;
  if p_retry then
    select o.output into v_output from dbos.operation_outputs o
      where o.workflow_uuid = p_run and o.function_id = p_ids[array_upper(p_ids, 1)];
    if found then
      return v_output;
    end if;
  end if;
  -- A run that makes progress breaks nobody: only recoveries without any count against it.
  if v_recoveries > 1 then
    update dbos.workflow_status set recovery_attempts = 1 where workflow_uuid = p_run;
  end if;
  if p_step is not null then
    update probity.run
      set state = 'running', started_at = coalesce(started_at, p_started_at, now()), stuck_since = null
      where id = p_run and ended_at is null and (state in ('queued', 'waiting') or stuck_since is not null);
    insert into probity.run_step as s (run_id, step_id, state, outcome, attempts, versions, error_code, error_message,
        child_run_id, started_at, ended_at, review_id, waits_until, input_sealed, result_sealed, evidence_sealed)
      values (p_run, p_step, p_state, p_outcome, coalesce(p_attempts, '[]'), coalesce(p_versions, '{}'), p_error_code,
        p_error_message, p_child, p_started_at, p_ended_at, p_review, p_waits_until, p_input, p_result, p_evidence)
      on conflict (run_id, step_id) do update set
        state = excluded.state, outcome = excluded.outcome, attempts = s.attempts || excluded.attempts,
        versions = excluded.versions, error_code = excluded.error_code, error_message = excluded.error_message,
        child_run_id = coalesce(excluded.child_run_id, s.child_run_id),
        started_at = coalesce(s.started_at, excluded.started_at), ended_at = excluded.ended_at,
        review_id = coalesce(excluded.review_id, s.review_id),
        waits_until = coalesce(excluded.waits_until, s.waits_until),
        input_sealed = coalesce(excluded.input_sealed, s.input_sealed),
        result_sealed = coalesce(excluded.result_sealed, s.result_sealed),
        evidence_sealed = coalesce(excluded.evidence_sealed, s.evidence_sealed);
  end if;
  foreach v_body in array p_audit loop
    perform audit.append(v_body);
  end loop;
  insert into dbos.operation_outputs (workflow_uuid, function_id, function_name, output, serialization, application_name,
      started_at_epoch_ms, completed_at_epoch_ms, retention_timestamp)
    select p_run, r.id, r.name, r.output, 'probity', 'probity', v_now, v_now, v_now
    from unnest(p_ids, p_names, p_outputs) as r (id, name, output);
  return p_outputs[array_upper(p_outputs, 1)];
end
$$;
revoke all on function probity.checkpoint from public;
grant execute on function probity.checkpoint to probity_app;

create table probity.review (
  id text primary key check (id like 'rev\_%'),
  run_id text not null references probity.run (id),
  step_id text not null,
  step_name text not null,
  queue text not null,
  roles text[],
  approvals_needed integer not null check (approvals_needed > 0),
  state text not null default 'open' check (state in ('open', 'approved', 'rejected', 'timed_out', 'cancelled')),
  due timestamptz,
  escalated_at timestamptz,
  created_at timestamptz not null,
  decided_at timestamptz,
  request_sealed text not null,
  unique (run_id, step_id),
  check ((state = 'open') = (decided_at is null))
);
create index review_by_state on probity.review (state, queue, id desc);

create table probity.review_decision (
  review_id text not null references probity.review (id),
  actor_id text not null check (actor_id <> ''),
  actor jsonb not null,
  decision text not null check (decision in ('approve', 'reject')),
  at timestamptz not null,
  reason_sealed text not null,
  constraint review_decision_once primary key (review_id, actor_id)
);
grant select, insert on probity.review to probity_app;
grant update (queue, state, escalated_at, decided_at) on probity.review to probity_app;
grant select, insert on probity.review_decision to probity_app;

-- Four eyes are kept by the database, whatever path through the application a decision
-- takes. What it cannot know is whether two sign-in names are one person; keys count as
-- whoever made them (000005_access.sql).
-- PBE01: the review is not open. PBE02: the person started the run.
create function probity.check_review_decision() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_state text;
  v_initiators text[];
begin
  select v.state, r.initiators into v_state, v_initiators
    from probity.review v join probity.run r on r.id = v.run_id
    where v.id = new.review_id
    for update of v;
  if v_state is distinct from 'open' then
    raise exception 'the review is %', coalesce(v_state, 'unknown') using errcode = 'PBE01';
  end if;
  if new.actor_id is distinct from new.actor->>'id' then
    raise exception 'the decision names two people' using errcode = 'PBE02';
  end if;
  if new.actor_id = any (v_initiators) then
    raise exception 'whoever starts a run does not decide in it' using errcode = 'PBE02';
  end if;
  return new;
end
$$;
create trigger review_decision_check before insert on probity.review_decision
  for each row execute function probity.check_review_decision();

-- PBE03: a review is approved only by its quorum, rejected only by a rejection, and never opened again.
create function probity.check_review_state() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_approvals integer;
  v_rejections integer;
begin
  if tg_op = 'INSERT' then
    if new.state <> 'open' then
      raise exception 'a review starts open' using errcode = 'PBE03';
    end if;
    return new;
  end if;
  if old.state <> 'open' and new.state is distinct from old.state then
    raise exception 'the review is already %', old.state using errcode = 'PBE03';
  end if;
  select count(*) filter (where d.decision = 'approve'), count(*) filter (where d.decision = 'reject')
    into v_approvals, v_rejections
    from probity.review_decision d where d.review_id = new.id;
  if new.state = 'approved' and (v_approvals < new.approvals_needed or v_rejections > 0) then
    raise exception 'the review has % of % approvals', v_approvals, new.approvals_needed using errcode = 'PBE03';
  end if;
  if new.state = 'rejected' and v_rejections = 0 then
    raise exception 'nobody rejected the review' using errcode = 'PBE03';
  end if;
  return new;
end
$$;
create trigger review_state_check before insert or update on probity.review
  for each row execute function probity.check_review_state();

create table probity.worker (
  id text primary key,
  host text not null,
  pid integer not null,
  started_at timestamptz not null default now(),
  last_beat_at timestamptz not null default now(),
  -- It carries out runs of this version only.
  application_version text not null,
  -- When it last began a run, or had no room for another one.
  progress_at timestamptz not null default now(),
  stopped_at timestamptz
);
create index worker_by_beat on probity.worker (last_beat_at desc);
grant select, insert, update, delete on probity.worker to probity_app;

-- Who looks after dead workers, schedules and stuck runs; one row. A lease and not a session's
-- lock, because a process that is frozen keeps its session.
create table probity.leader (
  only_row boolean primary key default true check (only_row),
  worker_id text not null,
  leads_until timestamptz not null
);
grant select, insert, update on probity.leader to probity_app;

-- Limits that all workers share: one ticket per call that waits for a connector, uses it, or
-- used it within the window of its rate. A ticket whose worker is dead counts no longer.
create table probity.connector_ticket (
  id bigint generated always as identity primary key,
  connector text not null,
  worker_id text not null,
  priority integer not null,
  granted_at timestamptz,
  released_at timestamptz
);
create index connector_ticket_queue on probity.connector_ticket (connector, priority, id) where granted_at is null;
create index connector_ticket_granted on probity.connector_ticket (connector, granted_at) where granted_at is not null;
grant select, insert, update, delete on probity.connector_ticket to probity_app;
