-- Notifications: an outbox that is written in the transaction of the step that notifies,
-- and one row per attempt to deliver. What a message says is stored only as ciphertext.

create table probity.notification (
  id text primary key check (id like 'ntf\_%'),
  -- Keyed hash of the deduplication key: equal keys are found, keys cannot be read back.
  dedup_key text not null unique,
  run_id text not null,
  step_id text not null,
  channel text not null,
  template text not null,
  drill boolean not null,
  payload text not null,
  -- queued: never tried. sending: a dispatcher has it, until next_attempt_at at the latest.
  -- failed: tried, will be tried again. sent and dead are final.
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'dead')),
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz not null,
  -- Keyed hashes of the recipients that have already taken the message.
  delivered_to text[] not null default '{}',
  last_error text,
  remote_id text,
  created_at timestamptz not null,
  sent_at timestamptz,
  check ((state = 'sent') = (sent_at is not null))
);

create index notification_due on probity.notification (next_attempt_at)
  where state in ('queued', 'sending', 'failed');
create index notification_run on probity.notification (run_id);
create index notification_recent on probity.notification (created_at desc, id desc);

create table probity.notification_attempt (
  notification_id text not null references probity.notification (id),
  attempt integer not null check (attempt > 0),
  dispatcher text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  -- Null while it runs. lost: the dispatcher disappeared and never reported.
  outcome text check (outcome in ('sent', 'retry', 'refused', 'lost')),
  detail text,
  primary key (notification_id, attempt)
);

grant select, insert, update on probity.notification to probity_app;
grant select, insert, update on probity.notification_attempt to probity_app;
