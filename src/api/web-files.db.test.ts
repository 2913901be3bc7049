import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi } from "../../test/support/api-server.ts";

let api: TestApi;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "probity-web-"));
  const webRoot = join(folder, "dist");
  mkdirSync(join(webRoot, "assets"), { recursive: true });
  writeFileSync(join(folder, "outside.txt"), "outside");
  writeFileSync(join(webRoot, ".hidden"), "hidden");
  writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>Probity</title>");
  writeFileSync(join(webRoot, "assets", "index-1a2b3c.js"), "export {};");
  api = await testApi({ webRoot });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

const browse = (url: string) => api.app.inject({ url, headers: { accept: "text/html,*/*" } });

describe("the web", () => {
  test.each(["/", "/login?token=x", "/runs/run_1", "/workflows/kyc-check", "/index.html"])(
    "%s is the page, asked for every time",
    async (url) => {
      const response = await browse(url);
      expect(response.statusCode).toBe(200);
      expect(response.body).toContain("<title>Probity</title>");
      expect(response.headers).toMatchObject({
        "content-type": expect.stringContaining("text/html"),
        "cache-control": "no-cache",
        "content-security-policy": expect.stringContaining("default-src 'self'"),
      });
    },
  );

  test("opening a sign-in link does not use it up", async () => {
    const link = { subject: "jo", name: "Jo", roles: ["auditor"] as const };
    const actor = { kind: "service", id: "t", via: "cli" } as const;
    const { token } = await api.probity.access.createLoginLink({ ...link, actor });
    await browse(`/login?token=${token}`);
    const response = await api.call({ method: "POST", url: "/session", payload: { token } });
    expect(response.statusCode).toBe(200);
    expect(JSON.stringify(api.log)).not.toContain(token);
  });

  test("files with a hash in their name are kept for good", async () => {
    const response = await api.app.inject("/assets/index-1a2b3c.js");
    expect(response.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": expect.stringContaining("javascript"),
    });
  });

  test.each([
    "/assets/gone-0.js",
    "/assets/../../outside.txt",
    "/assets/%2e%2e/%2e%2e/outside.txt",
    "/..%2foutside.txt",
    "/.hidden",
    "/api/v1/nothing",
    "/api",
  ])("%s is no page and no file", async (url) => {
    const response = await api.app.inject({ url, headers: { accept: "*/*" } });
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    expect(response.headers["content-type"]).toContain("application/problem+json");
    expect(response.body).not.toMatch(/outside|hidden/);
  });

  test("an unknown path of the API is a problem even for a browser", async () => {
    expect((await browse("/api/v1/nothing")).statusCode).toBe(404);
    expect((await browse("/assets/gone-0.js")).statusCode).toBe(404);
  });
});
