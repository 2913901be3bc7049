import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { fixedClock, isId } from "../core/index.ts";
import { type Access, createAccess } from "./index.ts";

const actor = { kind: "service", id: "test", via: "cli" } as const;
const MINUTE_MS = 60_000;

let database: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
let access: Access;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  clock = fixedClock("2026-03-01T08:00:00Z");
  access = createAccess({ db: database.db, clock });
});

async function auditActions(): Promise<string[]> {
  const { rows } = await database.db.query<{ action: string }>(
    "select action from audit.entry where stream = 'access' order by id",
  );
  return rows.map((row) => row.action);
}

async function newAuditActions(work: () => Promise<unknown>): Promise<string[]> {
  const before = (await auditActions()).length;
  await work();
  return (await auditActions()).slice(before);
}

/** The whole content of the tables of this folder and the audit log, as text. */
async function everythingStored(): Promise<string> {
  const { rows } = await database.db.query<{ all: string }>(
    `select concat((select json_agg(k) from probity.api_key k), (select json_agg(l) from probity.login_link l),
      (select json_agg(s) from probity.web_session s),
      (select string_agg(convert_from(body, 'UTF8'), ' ') from audit.entry)) as all`,
  );
  return rows[0]?.all ?? "";
}

const createKey = () => access.createKey({ name: "ops laptop", roles: ["engineer"], actor });
const signIn = async (subject = "jo") => {
  const link = await access.createLoginLink({ subject, name: "Jo", roles: ["analyst"], actor });
  return access.signIn(link.token, "192.0.2.1");
};

describe("API keys", () => {
  test("a created key is recognised with its roles; its text is stored nowhere", async () => {
    const created = await createKey();
    expect(created.key).toMatch(/^pby_[0-9a-f]{32}_[0-9A-Za-z]{43}$/);
    expect(isId("apiKey", created.id)).toBe(true);
    expect(await access.verifyKey(created.key, "x")).toEqual({
      kind: "key",
      id: `key:${created.id}`,
      name: "ops laptop",
      roles: ["engineer"],
    });
    const stored = await everythingStored();
    expect(stored).toContain(created.id);
    expect(stored).not.toContain(created.key.split("_")[2]);
  });

  test("what is not exactly the key is refused", async () => {
    const { key } = await createKey();
    const other = await createKey();
    const [prefix, id, secret] = key.split("_");
    const last = key.at(-1) === "a" ? "b" : "a";
    const wrong = [
      "",
      "pby",
      key.slice(0, -1),
      key.slice(0, -1) + last,
      `${key} `,
      key.toUpperCase(),
      `${prefix}_${id}_${other.key.split("_")[2]}`,
      `${prefix}_${"0".repeat(32)}_${secret}`,
      `${prefix}_${id}_${"0".repeat(43)}`,
      `' or 1=1 --`,
      `${prefix}_${id}_${"\0".repeat(43)}`,
    ];
    for (const text of wrong) {
      await expect(access.verifyKey(text, text), text).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    }
  });

  test("a revoked key is refused at once, stays listed, and is revoked once in the log", async () => {
    const { id, key } = await createKey();
    const actions = await newAuditActions(async () => {
      await access.revokeKey(id, actor);
      await access.revokeKey(id, actor);
    });
    expect(actions).toEqual(["key.revoked"]);
    await expect(access.verifyKey(key, "x")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const listed = (await access.listKeys()).find((item) => item.id === id);
    expect(listed?.revokedAt).toEqual(clock.now());
  });

  test("keys that arrive together are judged each by itself", async () => {
    const [good, other, revoked] = [await createKey(), await createKey(), await createKey()];
    await access.revokeKey(revoked.id, actor);
    const [prefix, id] = good.key.split("_");
    const presented = [
      good.key,
      revoked.key,
      good.key,
      `${prefix}_${id}_${other.key.split("_")[2]}`,
      "",
      other.key,
    ];
    const verdicts = await Promise.allSettled(presented.map((key) => access.verifyKey(key, "together")));
    expect(verdicts.map((one) => (one.status === "fulfilled" ? one.value.id : "refused"))).toEqual([
      `key:${good.id}`,
      "refused",
      `key:${good.id}`,
      "refused",
      "refused",
      `key:${other.id}`,
    ]);
  });

  test.each([
    "",
    "key_0",
    "key_019a0000-0000-7000-8000-000000000000",
    "'; drop table probity.api_key; --",
    "\0",
  ])("revoking %j finds nothing", async (id) => {
    await expect(access.revokeKey(id, actor)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("the last use is written at most once a minute", async () => {
    const { id, key } = await createKey();
    const lastUse = async () => (await access.listKeys()).find((item) => item.id === id)?.lastUsedAt;
    expect(await lastUse()).toBeUndefined();
    const first = clock.now();
    await access.verifyKey(key, "x");
    clock.advance(MINUTE_MS - 1);
    await access.verifyKey(key, "x");
    expect(await lastUse()).toEqual(first);
    clock.advance(1);
    await access.verifyKey(key, "x");
    expect(await lastUse()).toEqual(clock.now());
  });

  test("a key without a role, or with an unknown one, cannot be stored, and then nothing is logged", async () => {
    const actions = await newAuditActions(async () => {
      await expect(access.createKey({ name: "x", roles: [], actor })).rejects.toThrow();
      const roles = ["root"] as unknown as ["admin"];
      await expect(access.createKey({ name: "x", roles, actor })).rejects.toThrow();
    });
    expect(actions).toEqual([]);
  });

  test("without its audit entry no key comes into being", async () => {
    const count = async () => (await access.listKeys()).length;
    const before = await count();
    const nobody = { kind: "human", id: "someone", via: "" } as const;
    await expect(access.createKey({ name: "x", roles: ["admin"], actor: nobody })).rejects.toMatchObject({
      code: "AUDIT_ACTOR_MISSING",
    });
    expect(await count()).toBe(before);
  });
});

describe("sign-in links", () => {
  test("a link opens one session, and its token is stored nowhere", async () => {
    const link = await access.createLoginLink({ subject: "jo", name: "Jo", roles: ["analyst"], actor });
    expect(link.expiresAt).toEqual(new Date("2026-03-01T08:15:00Z"));
    const started = await access.signIn(link.token, "x");
    expect(started.principal).toMatchObject({ kind: "session", id: "user:jo", roles: ["analyst"] });
    await expect(access.signIn(link.token, "x")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const stored = await everythingStored();
    expect(stored).not.toContain(link.token);
    expect(stored).not.toContain(started.secret);
  });

  test("of twenty simultaneous uses of one link exactly one succeeds", async () => {
    const { token } = await access.createLoginLink({ subject: "jo", name: "Jo", roles: ["analyst"], actor });
    const uses = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => access.signIn(token, `source ${index}`)),
    );
    expect(uses.filter((use) => use.status === "fulfilled")).toHaveLength(1);
  });

  test("a link is dead after 15 minutes and not before", async () => {
    const request = { subject: "jo", name: "Jo", roles: ["analyst"], actor } as const;
    const [early, late] = [await access.createLoginLink(request), await access.createLoginLink(request)];
    clock.advance(15 * MINUTE_MS - 1);
    await access.signIn(early.token, "x");
    clock.advance(1);
    await expect(access.signIn(late.token, "x")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test.each(["", "Jo", "jo@example.org", "jo doe", "-jo", "x".repeat(64), "jo\n"])(
    "%j cannot name a user",
    async (subject) => {
      const request = { subject, name: "Jo", roles: ["analyst"], actor } as const;
      await expect(access.createLoginLink(request)).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    },
  );

  test("link, sign-in and sign-out are in the audit log, under the user's name from then on", async () => {
    const actions = await newAuditActions(async () => {
      const { secret } = await signIn("kim");
      await access.signOut(secret);
      await access.signOut(secret);
    });
    expect(actions).toEqual(["login-link.created", "session.started", "session.ended"]);
    const { rows } = await database.db.query(
      `select convert_from(body, 'UTF8')::jsonb->'actor'->>'id' as id from audit.entry
       where action = 'session.started' order by audit.entry.id desc limit 1`,
    );
    expect(rows).toEqual([{ id: "user:kim" }]);
  });
});

describe("sessions", () => {
  test("a session ends after an hour without a request", async () => {
    const { secret } = await signIn();
    clock.advance(60 * MINUTE_MS - 1);
    expect((await access.verifySession(secret)).id).toBe("user:jo");
    clock.advance(60 * MINUTE_MS);
    await expect(access.verifySession(secret)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("a session in constant use ends after twelve hours all the same", async () => {
    const { secret, expiresAt } = await signIn();
    for (let minutes = 0; minutes < 12 * 60 - 30; minutes += 30) {
      clock.advance(30 * MINUTE_MS);
      await access.verifySession(secret);
    }
    clock.advance(30 * MINUTE_MS);
    expect(clock.now()).toEqual(expiresAt);
    await expect(access.verifySession(secret)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("a session that was signed out is over", async () => {
    const { secret } = await signIn();
    await access.signOut(secret);
    await expect(access.verifySession(secret)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("revoking a user ends all of their sessions, withdraws their links, and nobody else's", async () => {
    const [one, two, other] = [await signIn("lee"), await signIn("lee"), await signIn("max")];
    const link = await access.createLoginLink({ subject: "lee", name: "Lee", roles: ["analyst"], actor });
    expect(await access.revokeSubject("lee", actor)).toBe(2);
    await expect(access.verifySession(one.secret)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(access.verifySession(two.secret)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(access.signIn(link.token, "x")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect((await access.verifySession(other.secret)).id).toBe("user:max");
  });

  test("its CSRF token is its own", async () => {
    const [one, two] = [(await signIn()).principal, (await signIn()).principal];
    expect(access.isCsrfToken(one, one.csrfToken)).toBe(true);
    expect(access.isCsrfToken(one, two.csrfToken)).toBe(false);
    expect(access.isCsrfToken(one, "")).toBe(false);
  });

  test("rows of links and sessions that are over do not pile up", async () => {
    await signIn();
    clock.advance(13 * 60 * MINUTE_MS);
    await signIn();
    const { rows } = await database.db.query(
      `select (select count(*)::int from probity.login_link where expires_at <= $1) as links,
              (select count(*)::int from probity.web_session where expires_at <= $1) as sessions`,
      [clock.now()],
    );
    expect(rows).toEqual([{ links: 0, sessions: 0 }]);
  });
});

describe("refusals", () => {
  test("after twenty in a quarter of an hour a source is told to slow down, once in the log", async () => {
    const actions = await newAuditActions(async () => {
      for (let attempt = 1; attempt <= 20; attempt++) {
        await expect(access.verifyKey("pby_wrong", "192.0.2.9")).rejects.toMatchObject({
          code: "UNAUTHENTICATED",
        });
      }
      for (let attempt = 1; attempt <= 5; attempt++) {
        await expect(access.signIn("wrong", "192.0.2.9")).rejects.toMatchObject({ code: "RATE_LIMITED" });
      }
    });
    expect(actions).toEqual(["access.refused-often"]);
    expect(await everythingStored()).not.toContain("192.0.2.9");
  });

  test("a valid key works from a source that was refused too often: nobody can lock others out", async () => {
    const { key } = await createKey();
    for (let attempt = 0; attempt < 30; attempt++) {
      await expect(access.verifyKey("pby_wrong", "shared")).rejects.toThrow();
    }
    expect((await access.verifyKey(key, "shared")).kind).toBe("key");
  });
});

describe("the application role", () => {
  test("can neither change what a key opens nor delete one", async () => {
    const { id } = await createKey();
    for (const change of ["roles = '{admin}'", "secret_hash = sha256('x')", "name = 'x'"]) {
      await expect(
        database.db.query(`update probity.api_key set ${change} where id = $1`, [id]),
        change,
      ).rejects.toMatchObject({ code: "42501" });
    }
    await expect(database.db.query("delete from probity.api_key")).rejects.toMatchObject({ code: "42501" });
  });
});

describe("signed deliveries", () => {
  const delivery = {
    path: "crm",
    signature: "t=1,v1=ab",
    name: "d-1" as string | undefined,
    toleranceMs: 300_000,
  };
  const stored = async () =>
    (await database.db.query<{ n: string }>("select count(*) as n from probity.webhook_delivery")).rows[0]?.n;

  test("keep their first name, whatever they are called later and whichever process asks", async () => {
    const first = await access.nameDelivery(delivery);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    const another = createAccess({ db: database.db, clock });
    expect(await another.nameDelivery({ ...delivery, name: "d-2" })).toBe(first);
    expect(await another.nameDelivery({ ...delivery, name: undefined })).toBe(first);
    expect(await access.nameDelivery({ ...delivery, signature: "t=2,v1=cd" })).toBe(first);
    expect(await access.nameDelivery({ ...delivery, signature: "t=2,v1=cd", name: "d-2" })).toBe(first);
    expect(await access.nameDelivery({ ...delivery, signature: "t=3,v1=ef", name: "d-2" })).not.toBe(first);
    expect(await access.nameDelivery({ ...delivery, path: "other" })).not.toBe(first);
  });

  test("that arrive at the same time under many names get one", async () => {
    const names = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        access.nameDelivery({ ...delivery, signature: "t=4,v1=01", name: `d-${n}` }),
      ),
    );
    expect(new Set(names).size).toBe(1);
  });

  test("are remembered for an hour, or for as long as the signature counts, and no longer", async () => {
    clock.advance(24 * 60 * MINUTE_MS);
    const short = await access.nameDelivery({ ...delivery, signature: "short", name: "a" });
    const long = await access.nameDelivery({
      ...delivery,
      signature: "long",
      name: "a",
      toleranceMs: 60 * MINUTE_MS,
    });
    clock.advance(60 * MINUTE_MS - 1);
    expect(await access.nameDelivery({ ...delivery, signature: "short", name: "b" })).toBe(short);
    clock.advance(60 * MINUTE_MS);
    expect(await access.nameDelivery({ ...delivery, signature: "long", name: "b" })).toBe(long);
    expect(await stored()).toBe("1");
  });
});
