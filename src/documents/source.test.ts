import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type DocumentFolders, readDocument } from "./source.ts";

const folder = mkdtempSync(join(tmpdir(), "probity-source-"));
const root = join(folder, "root");
mkdirSync(join(root, "inner"), { recursive: true });
mkdirSync(join(folder, "root-beside"));
writeFileSync(join(root, "inner", "page.png"), "inside");
writeFileSync(join(folder, "secret.png"), "outside");
writeFileSync(join(folder, "root-beside", "secret.png"), "outside");
writeFileSync(join(root, "empty.png"), "");
symlinkSync(join(folder, "secret.png"), join(root, "link.png"));
symlinkSync(folder, join(root, "up"));
symlinkSync(join(root, "inner", "page.png"), join(root, "good-link.png"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = async (given: string) => Buffer.from(await readDocument(given, { filesRoot: root })).toString();

test("a file below the root is read, also by absolute path and by a link that stays inside", async () => {
  expect(await text("inner/page.png")).toBe("inside");
  expect(await text("inner/../inner/page.png")).toBe("inside");
  expect(await text(join(root, "inner", "page.png"))).toBe("inside");
  expect(await text("good-link.png")).toBe("inside");
});

test.each([
  "../secret.png",
  "inner/../../secret.png",
  "../root-beside/secret.png",
  join(folder, "secret.png"),
  "link.png",
  "up/secret.png",
  "/etc/passwd",
  "inner/page.png\0.jpg",
])("%s leads outside and is refused", (given) =>
  expect(text(given)).rejects.toMatchObject({ code: "FORBIDDEN" }),
);

test("the home folder with its keys is closed, by name, by another spelling and by link", async () => {
  const home = join(root, ".probity");
  mkdirSync(join(home, "files"), { recursive: true });
  writeFileSync(join(home, "data.key"), "secret");
  writeFileSync(join(home, "files", "page.png"), "opened");
  writeFileSync(join(root, ".probity-beside.png"), "beside");
  symlinkSync(join(home, "data.key"), join(root, "key.png"));
  symlinkSync(home, join(root, "home"));
  symlinkSync(home, join(folder, "home"));
  const read = async (given: string, folders: Partial<DocumentFolders> = {}) =>
    Buffer.from(await readDocument(given, { filesRoot: root, home, ...folders })).toString();
  for (const given of [
    ".probity/data.key",
    "inner/../.probity//data.key",
    join(home, "data.key"),
    "key.png",
    "home/data.key",
    ".probity/no-such-file",
    ".probity",
  ]) {
    await expect(read(given), given).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(read(given, { home: join(folder, "home") }), given).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  }
  await expect(read("data.key", { filesRoot: home })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await read("inner/page.png")).toBe("inside");
  expect(await read(".probity-beside.png")).toBe("beside");
  expect(await read("inner/page.png", { home: join(folder, "not-made-yet") })).toBe("inside");
  expect(await read("page.png", { filesRoot: join(home, "files") })).toBe("opened");
});

test.each([
  ["marta-lindqvist.png", "NOT_FOUND"],
  ["inner/page.png/marta-lindqvist", "NOT_FOUND"],
  ["inner", "DOCUMENT_UNREADABLE"],
  ["empty.png", "DOCUMENT_UNREADABLE"],
  [`${"marta-lindqvist-".repeat(100)}.png`, "DOCUMENT_UNREADABLE"],
  ["data:image/png,marta-lindqvist", "DOCUMENT_UNREADABLE"],
  ["data:image/png;base64,", "DOCUMENT_UNREADABLE"],
])("%s is refused without repeating it", async (given, code) => {
  await expect(text(given)).rejects.toMatchObject({ code });
  await expect(text(given)).rejects.toMatchObject({ message: expect.not.stringMatching(/lindqvist/) });
});

test("data URIs and bare base64 are decoded", async () => {
  const bytes = "x".repeat(300);
  const base64 = Buffer.from(bytes).toString("base64");
  expect(await text(`data:image/png;base64,${base64}`)).toBe(bytes);
  expect(await text(base64)).toBe(bytes);
});
