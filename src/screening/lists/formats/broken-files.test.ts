import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { textFile } from "../../../../test/support/list-format.ts";
import {
  alias,
  document,
  groups,
  named,
  part,
  party,
} from "../../../../test/support/ofac-advanced-sample.ts";
import { type UkDesignation, ukCsv, ukXml } from "../../../../test/support/uk-list.ts";
import { listFormat } from "../formats.ts";
import { IssueCollector } from "../list-file.ts";
import type { ListReading } from "../list-format.ts";

/**
 * Publications that were damaged on their way, by chance but from a fixed seed: every one is read in full or
 * refused with a place, never read with fewer entries, and never ends in an exception.
 */

const MUTATIONS = 60;
const numbers = [1, 2, 3, 4, 5, 6];

const designations: UkDesignation[] = numbers.map((n) => ({
  id: `TST000${n}`,
  type: "Individual",
  facts: { RegimeName: "Sample", OFSIGroupID: `${n}`, DateDesignated: "01/02/2020" },
  names: [{ Name6: `DOE, "${n}"`, Name1: "Example", NameType: "Primary Name" }],
  nonLatin: [{ NameNonLatinScript: "Пример" }],
  addresses: [{ AddressLine1: "1 Road;\nTown", AddressCountry: "Norway" }],
  birthDates: ["01/02/1960"],
  passports: [],
}));
const sampleFile = (name: string): string => readFileSync(`examples/lists/sample-sdn/${name}`, "utf8");
const eu = numbers.map(
  (n) =>
    `<sanctionEntity logicalId="${n}" euReferenceNumber="EU.${n}.1"><subjectType code="person" classificationCode="P"/>\n<nameAlias wholeName="Example ${n}" strong="true"/>\n<birthdate year="1960" circa="false"/></sanctionEntity>`,
);
const un = numbers.map(
  (n) =>
    `<INDIVIDUAL><DATAID>${n}</DATAID>\n<FIRST_NAME>EXAMPLE</FIRST_NAME><SECOND_NAME>${n}A</SECOND_NAME>\n<NATIONALITY><VALUE>Norway</VALUE></NATIONALITY></INDIVIDUAL>`,
);
const sdn = numbers.map(
  (n) =>
    `<sdnEntry><uid>${n}</uid><firstName>Example</firstName>\n<lastName>DOE ${n}</lastName><sdnType>Individual</sdnType></sdnEntry>`,
);
const advanced = numbers.map((n) =>
  party({
    id: `${n}`,
    identity: 2000 + n,
    names: alias(4, named(part(1, "DOE"), part(2, `Example ${n}`)), true) + groups({ 1: 71, 2: 72 }),
  }),
);
const ftm = numbers.map((n) =>
  JSON.stringify({ id: `NK-${n}`, schema: "Person", target: true, properties: { name: [`Example ${n}`] } }),
);

const publications: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ofac-csv": {
    sdn: sampleFile("sdn.csv"),
    alt: sampleFile("alt.csv"),
    add: sampleFile("add.csv"),
    comments: sampleFile("sdn_comments.csv"),
  },
  "ofac-xml": {
    sdn: `<sdnList xmlns="https://tempuri.org/sdnList.xsd">\n<publshInformation><Record_Count>6</Record_Count></publshInformation>\n${sdn.join("\n")}\n</sdnList>`,
  },
  "ofac-advanced-xml": { sdn: document(advanced.join("\n")) },
  "un-xml": {
    list: `<CONSOLIDATED_LIST dateGenerated="2026-02-03T00:00:00Z">\n<INDIVIDUALS>\n${un.join("\n")}\n</INDIVIDUALS>\n</CONSOLIDATED_LIST>`,
  },
  "eu-fsf-xml": {
    list: `<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-02-03T00:00:00">\n${eu.join("\n")}\n</export>`,
  },
  "uk-list-xml": { list: ukXml(designations) },
  "uk-list-csv": { list: ukCsv(designations) },
  "ftm-ndjson": { list: `${ftm.join("\n")}\n` },
  "own-csv": { list: `id,name,type\n${numbers.map((n) => `${n},"Example ""${n}""",person\n`).join("")}` },
};

/** A linear congruential generator (Numerical Recipes): the same damage in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const intruders = [
  '"',
  "<",
  ">",
  "&",
  "\0",
  "\uFEFF",
  "\r",
  "]]>",
  "<!--",
  "&#0;",
  "</",
  "<x>",
  "{",
  "\u202e",
];

/** Damage as transport and editors do it. A whole row that is missing cannot be seen in a file without a count. */
function damaged(text: string, random: (below: number) => number): { what: string; bytes: Buffer } {
  const at = random(text.length);
  const bytes = Buffer.from(text);
  switch (random(4)) {
    case 0: {
      const intruder = intruders[random(intruders.length)] ?? "";
      return {
        what: `${JSON.stringify(intruder)} at ${at}`,
        bytes: Buffer.from(text.slice(0, at) + intruder + text.slice(at)),
      };
    }
    case 1: {
      const place = random(bytes.length);
      bytes[place] = 0x80 + random(0x80);
      return { what: `byte ${place} is not the one it was`, bytes };
    }
    case 2: {
      const marks = [...text.matchAll(/<[^>]*>|[,";{}]/g)];
      const mark = marks[random(marks.length)];
      const [found = ""] = mark ?? [];
      const from = mark?.index ?? 0;
      return {
        what: `${found} is missing at ${from}`,
        bytes: Buffer.from(text.slice(0, from) + text.slice(from + found.length)),
      };
    }
    default: {
      const lines = text.split("\n");
      const line = random(lines.length);
      lines.splice(line, 0, lines[line] ?? "");
      return { what: `line ${line + 1} is doubled`, bytes: Buffer.from(lines.join("\n")) };
    }
  }
}

async function readAll(format: string, files: Readonly<Record<string, string | Buffer>>) {
  const reading: ListReading = { list: "test", issues: new IssueCollector(), notes: [] };
  const given = Object.entries(files).map(([role, content]) => [role, textFile(role, content, 4_096)]);
  const ids: string[] = [];
  for await (const { id } of listFormat(format).read(Object.fromEntries(given), reading)) ids.push(id);
  return { ids, reading };
}

describe("a damaged file", () => {
  test.each(Object.entries(publications))("%s is read in full or refused", async (format, files) => {
    const whole = await readAll(format, files);
    expect(whole.reading.issues.issues).toEqual([]);
    expect(whole.ids.length).toBeGreaterThanOrEqual(numbers.length);
    const random = generator(20_260_203);
    const roles = Object.keys(files);
    let refused = 0;
    for (let run = 0; run < MUTATIONS; run++) {
      const role = roles[random(roles.length)] ?? "";
      const { what, bytes } = damaged(files[role] ?? "", random);
      const { ids, reading } = await readAll(format, { ...files, [role]: bytes });
      const { issues, total } = reading.issues;
      for (const issue of issues) {
        expect(issue.where, what).not.toBe("");
        expect(issue.message, what).not.toBe("");
      }
      if (total > 0) refused++;
      else if (reading.declaredEntities === undefined || reading.declaredEntities === ids.length) {
        expect(ids.length, `${format} ${role}: ${what}`).toBeGreaterThanOrEqual(whole.ids.length);
        expect(new Set(ids).size, `${format} ${role}: ${what}`).toBe(ids.length);
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  test.each(Object.entries(publications).filter(([format]) => format.includes("xml")))(
    "%s that ends early is refused, wherever it ends",
    async (format, files) => {
      const [[role, text] = ["", ""]] = Object.entries(files);
      const random = generator(7);
      for (let run = 0; run < MUTATIONS / 4; run++) {
        const end = random(text.trimEnd().length);
        const { reading } = await readAll(format, { [role]: text.slice(0, end) });
        expect(reading.issues.total, `cut at ${end}`).toBeGreaterThan(0);
      }
    },
  );
});

describe("entries that ran together", () => {
  test.each([
    ["un-xml", `</INDIVIDUAL>\n<INDIVIDUAL>`, /2 ids \(DATAID\)/],
    ["ofac-xml", `</sdnEntry>\n<sdnEntry>`, /has another number too/],
    ["eu-fsf-xml", `</sanctionEntity>\n`, /stands within another|unexpected close tag|unmatched/i],
  ])("%s: an entry that lost its end takes no other with it", async (format, between, message) => {
    const files = publications[format] ?? {};
    const [[role, text] = ["", ""]] = Object.entries(files);
    const { reading } = await readAll(format, { [role]: text.replace(between, "") });
    expect(reading.issues.issues.map((issue) => issue.message).join("\n")).toMatch(message);
  });
});
