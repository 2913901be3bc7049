import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { openDatabase } from "./database.ts";
import { dumpSchema } from "./schema-dump.ts";

test("the schema's text shows columns, generated values, triggers and rights, and shows a change of any of them", async () => {
  const database = await testDatabase();
  const owner = openDatabase({
    url: database.ownerUrl,
    applicationName: "probity test owner",
    maxConnections: 1,
  });
  try {
    const before = await dumpSchema(database.db);
    expect(before).toContain(
      "leaf bytea not null generated always as (sha256(('\\x00'::bytea || body))) stored",
    );
    expect(before).toContain("FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change(); -- always");
    expect(before).toContain("grant select on audit.entry to probity_app;");
    expect(before).toContain("CREATE UNIQUE INDEX entry_dedup ON audit.entry");
    expect(before).toMatch(/create view public\.audit_log as\n {1,2}SELECT id,\n/);
    expect(before).not.toMatch(/probity_owner|postgres/);
    expect(await dumpSchema(owner)).toBe(before);
    for (const [change, undo] of [
      [
        "alter table audit.entry disable trigger entry_append_only",
        "alter table audit.entry enable always trigger entry_append_only",
      ],
      ["grant delete on audit.entry to probity_app", "revoke delete on audit.entry from probity_app"],
      [
        "grant update (status) on audit.entry to probity_app",
        "revoke update (status) on audit.entry from probity_app",
      ],
      ["alter table audit.entry add extra int default 3", "alter table audit.entry drop extra"],
      ["drop index audit.entry_time", "create index entry_time on audit.entry (at)"],
      [
        "alter function audit.append(bytea) security invoker",
        "alter function audit.append(bytea) security definer",
      ],
    ] as const) {
      await owner.query(change);
      expect(await dumpSchema(database.db), change).not.toBe(before);
      await owner.query(undo);
      expect(await dumpSchema(database.db), undo).toBe(before);
    }
  } finally {
    await owner.close();
    await database.close();
  }
});
