import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { listFormat, listFormats, recogniseFormat } from "./formats.ts";
import { openListFiles } from "./open-list-files.ts";
import { knownSources } from "./sources.ts";

describe("list formats", () => {
  test("each has an id of its own", () => {
    expect(new Set(listFormats.map(({ id }) => id)).size).toBe(listFormats.length);
    expect(listFormats.length).toBeGreaterThanOrEqual(11);
  });

  test("every known source is offered in formats there are, with an address for each file", () => {
    for (const { id, offers } of knownSources) {
      for (const { format, urls } of offers) {
        expect(listFormat(format).files.length, `${id} ${format}`).toBe(urls.length);
        for (const url of urls) expect(new URL(url).protocol, url).toBe("https:");
      }
    }
  });

  test.each(["", "{}", "<html><body>Sorry</body></html>", "%PDF-1.7", "PK\u0003\u0004", "a,b,c\n1,2,3"])(
    "what begins with %j is none of them",
    (start) => {
      expect(() => recogniseFormat(start, "x")).toThrow(/in no format of a list that is known/);
    },
  );

  test("a format that is not there is answered with those that are", () => {
    expect(() => listFormat("ofac-pdf")).toThrow(/ofac-csv, ofac-xml/);
  });
});

describe("opening the files of a list", () => {
  test("a folder is told from how its files begin, and named by what the publisher calls them", async () => {
    const progress: number[] = [];
    const { format, files, totalBytes } = await openListFiles(["examples/lists/sample-sdn"], {
      onProgress: (done) => progress.push(done),
    });
    expect(format.id).toBe("ofac-csv");
    expect(Object.keys(files).sort()).toEqual(["add", "alt", "comments", "sdn"]);
    for (const file of Object.values(files)) for await (const _ of file.bytes);
    expect(progress.at(-1)).toBe(totalBytes);
  });

  test("a single file may have any name", async () => {
    const path = "examples/lists/own-list/watchlist.csv";
    const { files } = await openListFiles([path], { format: listFormat("own-csv") });
    let text = "";
    for await (const chunk of files["list"]?.bytes ?? []) text += Buffer.from(chunk).toString();
    expect(text).toBe(readFileSync(path, "utf8"));
  });

  test.each([
    [["nowhere"], undefined, /no file or folder nowhere/],
    [["/dev/null"], undefined, /\/dev\/null is neither a file nor a folder/],
    [["examples/lists"], undefined, /there is no file in examples\/lists/],
    [["examples/lists/sample-sdn/sdn.csv"], undefined, /there is no alt.csv; .* sdn.csv, alt.csv, add.csv/],
    [["examples/customers"], undefined, /in no format/],
    [["examples/lists/sample-sdn"], "un-xml", /is one file; name it/],
  ])("%j as %s is refused with what is missing", async (paths, format, message) => {
    const options = format === undefined ? {} : { format: listFormat(format) };
    await expect(openListFiles(paths, options)).rejects.toThrow(message);
  });
});
