import "./pages.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useId, useState } from "react";
import { rememberCsrfToken, request } from "../api/client.ts";
import { type ApiKey, type Me, type Role, roles } from "../api/contract.ts";
import { keysQuery, meQuery } from "../api/queries.ts";
import {
  type Density,
  setDensity,
  setTheme,
  type Theme,
  useDensity,
  useTheme,
} from "../shell/preferences.ts";
import { CopyButton } from "../ui/copy.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Facts } from "../ui/facts.tsx";
import { Icon } from "../ui/icon.tsx";
import { Empty, Loaded, Page, Panel, ProblemNotice } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";

/** Who you are, how it looks, and the keys other systems use. */
export function SettingsPage() {
  const me = useQuery(meQuery);
  return (
    <Page title="Settings">
      <div className="columns halves">
        <Panel title="You" aside={<SignOut />}>
          <Loaded query={me} rows={3}>
            {(data) => (
              <Facts
                facts={[
                  { term: "Name", value: <bdi>{data.name}</bdi> },
                  { term: "In the audit log", value: <code>{data.id}</code> },
                  { term: "Roles", value: data.roles.join(", ") },
                ]}
              />
            )}
          </Loaded>
        </Panel>
        <Appearance />
      </div>
      {me.data === undefined ? null : <Keys me={me.data} />}
    </Page>
  );
}

function SignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: () => request("/session", { method: "DELETE" }),
    onSuccess: async () => {
      rememberCsrfToken(undefined);
      await navigate({ to: "/login" });
      client.clear();
    },
  });
  return (
    <button
      type="button"
      className="button small"
      disabled={signOut.isPending}
      onClick={() => signOut.mutate()}
    >
      <Icon name="leave" size={14} /> Sign out
    </button>
  );
}

function Appearance() {
  const theme = useTheme();
  const density = useDensity();
  const themes: readonly (readonly [Theme, string])[] = [
    ["system", "As the system"],
    ["light", "Light"],
    ["dark", "Dark"],
  ];
  const densities: readonly (readonly [Density, string])[] = [
    ["normal", "Normal"],
    ["compact", "Compact"],
  ];
  return (
    <Panel title="Appearance in this browser">
      <div className="stack">
        <Choices label="Theme" options={themes} current={theme} onChoose={setTheme} />
        <Choices label="Table rows" options={densities} current={density} onChoose={setDensity} />
      </div>
    </Panel>
  );
}

function Choices<T extends string>(props: {
  label: string;
  options: readonly (readonly [T, string])[];
  current: T;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset className="stack tight">
      <legend className="field-label">{props.label}</legend>
      <div className="chips">
        {props.options.map(([value, word]) => (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={props.current === value}
            onClick={() => props.onChoose(value)}
          >
            {word}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

interface CreatedKey {
  readonly name: string;
  readonly key: string;
}

function Keys({ me }: { me: Me }) {
  const isAdmin = me.roles.includes("admin");
  const keys = useQuery({ ...keysQuery, enabled: isAdmin });
  const [created, setCreated] = useState<CreatedKey>();
  if (!isAdmin) {
    return (
      <Panel title="API keys">
        <p className="muted">Keys are handed out by an administrator. You hold {me.roles.join(", ")}.</p>
      </Panel>
    );
  }
  return (
    <Panel title="API keys" aside="for other systems, and for the command line" flush>
      <div className="panel-body stack">
        <CreateKey onCreated={setCreated} />
        {created === undefined ? null : <NewKey created={created} onDone={() => setCreated(undefined)} />}
      </div>
      <Loaded query={keys} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="There is no key yet"
              command="npx probity keys create ops-laptop --roles engineer"
            />
          ) : (
            <KeyTable keys={items} />
          )
        }
      </Loaded>
    </Panel>
  );
}

/** The only moment at which the key exists in readable form. */
function NewKey({ created, onDone }: { created: CreatedKey; onDone: () => void }) {
  return (
    <div className="notice tone-green" role="status">
      <Icon name="key" />
      <div className="notice-body">
        <strong>
          Copy the key of <bdi>{created.name}</bdi> now: it is shown this one time
        </strong>
        <p className="new-key">
          <code>{created.key}</code>
          <CopyButton text={created.key} label="key" small={false} />
          <button type="button" className="button small" onClick={onDone}>
            I have it
          </button>
        </p>
        <p className="muted">Only its hash is stored; a lost key is revoked and replaced.</p>
      </div>
    </div>
  );
}

function CreateKey({ onCreated }: { onCreated: (key: CreatedKey) => void }) {
  const [name, setName] = useState("");
  const [held, setHeld] = useState<readonly Role[]>(["engineer"]);
  const client = useQueryClient();
  const id = useId();
  const create = useMutation({
    mutationFn: () =>
      request<CreatedKey>("/keys", { method: "POST", body: { name: name.trim(), roles: held } }),
    onSuccess: async (key) => {
      onCreated(key);
      setName("");
      await client.invalidateQueries({ queryKey: ["keys"] });
    },
  });
  const ready = name.trim() !== "" && held.length > 0 && !create.isPending;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) create.mutate();
      }}
    >
      <div className="key-form">
        <div className="field">
          <label htmlFor={id}>Name of the new key</label>
          <input
            id={id}
            className="input"
            value={name}
            maxLength={100}
            placeholder="onboarding-service"
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <fieldset className="field">
          <legend className="field-label">Roles</legend>
          <div className="role-checks">
            {roles.map((role) => (
              <label key={role}>
                <input
                  type="checkbox"
                  checked={held.includes(role)}
                  onChange={(event) =>
                    setHeld(event.target.checked ? [...held, role] : held.filter((one) => one !== role))
                  }
                />
                {role}
              </label>
            ))}
          </div>
        </fieldset>
        <button type="submit" className="button primary" disabled={!ready}>
          <Icon name="plus" size={14} /> Create key
        </button>
      </div>
      {create.error === null ? null : <ProblemNotice error={create.error} />}
    </form>
  );
}

function KeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const [revoking, setRevoking] = useState<ApiKey>();
  return (
    <>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>Name</th>
              <th>Roles</th>
              <th>Created</th>
              <th>Last used</th>
              <th>
                <span className="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <td>
                  <bdi>{key.name}</bdi> <code className="muted hide-narrow">{key.id}</code>
                </td>
                <td>{key.roles.join(", ")}</td>
                <td>
                  <Time at={key.createdAt} />
                </td>
                <td>{key.lastUsedAt === undefined ? <Never /> : <Time at={key.lastUsedAt} />}</td>
                <td className="num">
                  {key.revokedAt === undefined ? (
                    <button type="button" className="button small danger" onClick={() => setRevoking(key)}>
                      Revoke
                    </button>
                  ) : (
                    <span className="muted">
                      revoked <Time at={key.revokedAt} />
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {revoking === undefined ? null : <Revoke apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function Never(): ReactNode {
  return <span className="muted">never</span>;
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => request(`/keys/${encodeURIComponent(apiKey.id)}`, { method: "DELETE" }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["keys"] });
      onClose();
    },
  });
  return (
    <Dialog title="Revoke this key?" onClose={onClose}>
      <p className="prose">
        Whatever uses <bdi>{apiKey.name}</bdi> is refused from now on. A revoked key cannot be brought back.
      </p>
      {revoke.error === null ? null : <ProblemNotice error={revoke.error} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Leave it
        </button>
        <button
          type="button"
          className="button danger"
          disabled={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          Revoke the key
        </button>
      </div>
    </Dialog>
  );
}
