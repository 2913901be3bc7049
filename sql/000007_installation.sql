-- One row: what this database was set up with. The key check is a constant sealed with
-- the installation's data key, so that a process with another key refuses to start
-- instead of writing what nobody could read together.
create table probity.installation (
  only_row   boolean primary key default true check (only_row),
  created_at timestamptz not null default clock_timestamp(),
  key_check  text not null
);

grant select, insert on probity.installation to probity_app;
