import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { listSchedule, readListSources, resolveAddress } from "./sources.ts";

const read = (lists: Json) => readListSources({ lists });
const urls = ["https://example.org/list.csv"];

describe("sources of lists", () => {
  test("without configuration the lists that need no account are downloaded", () => {
    const sources = readListSources(undefined);
    expect(sources.filter(({ synced }) => synced).map(({ id }) => id)).toEqual([
      "ofac-sdn",
      "ofac-non-sdn",
      "un-consolidated",
      "uk-sanctions",
    ]);
    expect(listSchedule(undefined)).toBeUndefined();
  });

  test("with configuration exactly the named ones are, and the others keep their limits of age", () => {
    const sources = read([{ id: "eu-fsf" }, { id: "own", format: "own-csv", urls, stale_after: "7d" }]);
    expect(sources.filter(({ synced }) => synced).map(({ id }) => id)).toEqual(["eu-fsf", "own"]);
    expect(sources.find(({ id }) => id === "ofac-sdn")).toMatchObject({
      synced: false,
      staleAfterMs: 172_800_000,
    });
    expect(sources.find(({ id }) => id === "own")).toMatchObject({ title: "own", staleAfterMs: 604_800_000 });
  });

  test("another format of a known list comes with its addresses", () => {
    const [source] = read([{ id: "ofac-sdn", format: "ofac-csv" }]);
    expect(source?.urls).toHaveLength(4);
    expect(source?.urls[0]).toMatch(/SDN\.CSV$/);
  });

  test("a list without addresses is imported by hand", () => {
    const [source] = read([{ id: "own", format: "own-csv", columns: { id: "number", name: "who" } }]);
    expect(source).toMatchObject({ synced: false, urls: [], columns: { id: "number", name: "who" } });
  });

  test.each<[string, Json, RegExp]>([
    ["an unknown list without a format", [{ id: "own" }], /lists\.0\.id: name the format/],
    ["an unknown format", [{ id: "own", format: "pdf" }], /lists\.0\.format: there is no list format "pdf"/],
    [
      "too few addresses",
      [{ id: "ofac-sdn", format: "ofac-csv", urls }],
      /lists\.0\.urls: .* 4 files, in this order: sdn.csv/,
    ],
    ["an id with capitals", [{ id: "OFAC", format: "own-csv" }], /lists\.0\.id/],
    ["the same list twice", [{ id: "eu-fsf" }, { id: "eu-fsf" }], /lists: each list may stand here once/],
    ["an address that is none", [{ id: "own", format: "own-csv", urls: ["file:///etc/passwd"] }], /urls\.0/],
    [
      "an address with a password",
      [{ id: "own", format: "own-csv", urls: ["https://u:p@x.org/"] }],
      /urls\.0/,
    ],
    ["a duration that is none", [{ id: "eu-fsf", stale_after: "soon" }], /stale_after: must be a duration/],
    ["an unknown member", [{ id: "eu-fsf", url: "https://x.org" }], /lists\.0/],
  ])("%s is refused, with its place", (_what, lists, message) => {
    expect(() => read(lists)).toThrow(message);
  });

  test("a secret is put into its address, and one that is missing is said", () => {
    const address = "https://example.org/x?token=${secret.eu_token}&v=1";
    expect(resolveAddress(address, () => "a b&c")).toBe("https://example.org/x?token=a%20b%26c&v=1");
    expect(() =>
      resolveAddress(address, (name) => {
        throw new Error(`no ${name}`);
      }),
    ).toThrow("no eu_token");
  });
});
