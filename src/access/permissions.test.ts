import { describe, expect, test } from "vitest";
import { type Role, roles } from "../core/index.ts";
import { allowed, permissions } from "./permissions.ts";

describe("permissions", () => {
  test("nobody without a role may do anything", () => {
    expect(permissions.filter((permission) => allowed([], permission))).toEqual([]);
  });

  test("every permission is granted to somebody", () => {
    expect(permissions.filter((permission) => !allowed(roles, permission))).toEqual([]);
  });

  test("several roles carry what any one of them carries", () => {
    for (const permission of permissions) {
      const apart = roles.some((role) => allowed([role], permission));
      expect(allowed(roles, permission)).toBe(apart);
    }
    expect(allowed(["analyst", "approver"], "run.start")).toBe(true);
    expect(allowed(["analyst", "approver"], "review.decide")).toBe(true);
  });

  test("no role both starts runs and decides on them", () => {
    const both = roles.filter((role) => allowed([role], "run.start") && allowed([role], "review.decide"));
    expect(both).toEqual([]);
  });

  test("the auditor reads everything and changes nothing", () => {
    const held = permissions.filter((permission) => allowed(["auditor"], permission));
    expect(held.filter((permission) => !permission.endsWith(".read"))).toEqual([]);
    expect(held).toEqual(permissions.filter((permission) => permission.endsWith(".read")));
  });

  test.each<[Role, boolean]>([
    ["engineer", false],
    ["analyst", true],
    ["approver", true],
    ["auditor", true],
    ["admin", false],
  ])("%s sees personal data: %s", (role, sees) => {
    expect(allowed([role], "personal-data.read")).toBe(sees);
  });

  test("only the admin hands out access", () => {
    expect(roles.filter((role) => allowed([role], "key.manage"))).toEqual(["admin"]);
  });
});
