import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { checkDigit } from "./mrz/index.ts";
import { decodeImage } from "./raster.ts";
import { glyphReader } from "./reader/glyph-reader.ts";
import { type DocumentToVerify, verifyDocument } from "./verify.ts";

const now = new Date("2026-11-23T12:00:00Z");
const filesRoot = fileURLToPath(new URL("../../examples/", import.meta.url));
const verify = (document: DocumentToVerify) => verifyDocument(document, { now, filesRoot });
const sample = readFileSync(join(filesRoot, "documents/clear.png"));
const customer = { name: "Marta Elena Lindqvist", birthDate: "1988-04-17", nationality: "SWE" };
const printed = [
  "P<SWELINDQVIST<<MARTA<ELENA<<<<<<<<<<<<<<<<<",
  "SP13531097SWE8804178F3412318<<<<<<<<<<<<<<02",
];

/** A passport's lines from its parts, with right check digits. */
function passport(
  parts: { name?: string; number?: string; state?: string; birth?: string; expiry?: string } = {},
) {
  const {
    name = "LINDQVIST<<MARTA<ELENA",
    number = "SP1353109",
    state = "SWE",
    birth = "880417",
    expiry = "341231",
  } = parts;
  const protect = (text: string) => text + checkDigit(text);
  const [first, second, third] = [protect(number.padEnd(9, "<")), protect(birth), protect(expiry)];
  const optional = `${"<".repeat(14)}0`;
  const code = state.padEnd(3, "<");
  return [
    `P<${code}${name}`.slice(0, 44).padEnd(44, "<"),
    `${first}${code}${second}F${third}${optional}${checkDigit(first + second + third + optional)}`,
  ];
}

const reasons = (report: Awaited<ReturnType<typeof verify>>) => report.reasons.map(({ checkId }) => checkId);

describe("the sample document", () => {
  test("is read in the image and passes against its customer", async () => {
    const report = await verify({ image: "documents/clear.png", customer, expectedType: "passport" });
    expect(report.reasons).toEqual([]);
    expect(report).toMatchObject({
      decision: "pass",
      documentType: "passport",
      mrz: { source: "image", valid: true },
    });
    expect(report.mrz?.lines).toEqual(printed);
    expect(report.limits).toHaveLength(3);
    expect(report.checks.filter(({ outcome }) => outcome === "not_performed").map(({ id }) => id)).toEqual([
      "authenticity",
      "liveness",
      "face-match",
    ]);
  });

  test("gives the same report again, byte for byte", async () => {
    expect(JSON.stringify(await verify({ image: sample, customer }))).toBe(
      JSON.stringify(await verify({ image: sample, customer })),
    );
  });

  test("fails for another customer, and says in which field", async () => {
    const report = await verify({
      image: sample,
      customer: { name: "Ola Nordmann", birthDate: "1990-01-01" },
    });
    expect(report.decision).toBe("fail");
    expect(reasons(report)).toEqual(expect.arrayContaining(["customer.name", "customer.birth-date"]));
  });

  test("rejects given lines that it plainly contradicts", async () => {
    const report = await verify({ image: sample, mrz: passport({ number: "XY7654321" }) });
    expect(report.decision).toBe("fail");
    expect(reasons(report)).toContain("mrz.seen");
  });

  test("confirms the lines that were given with it", async () => {
    const report = await verify({ image: sample, mrz: printed, customer });
    expect(report).toMatchObject({ decision: "pass", mrz: { source: "declared_seen" } });
  });

  const careless: readonly [string, (image: Sharp) => Sharp][] = [
    ["JPEG of quality 40", (image) => image.jpeg({ quality: 40 })],
    ["upside down", (image) => image.rotate(180)],
    ["turned by 90 degrees", (image) => image.rotate(90)],
    ["turned by 270 degrees", (image) => image.rotate(270)],
    ["askew by 2 degrees", (image) => image.rotate(2, { background: "#777" })],
    ["dark", (image) => image.linear(0.4, 0)],
    ["three quarters of the size", (image) => image.resize(940)],
    ["slightly blurred", (image) => image.blur(1)],
    ["turned by EXIF only", (image) => image.rotate(90).withMetadata({ orientation: 8 }).jpeg()],
  ];
  test.each(careless)("is still read exactly when %s", async (_, spoil) => {
    const spoilt = await spoil(sharp(sample)).toBuffer();
    expect(glyphReader.read(await decodeImage(spoilt))?.lines).toEqual(printed);
  });

  test("never passes with a wrong character, however bad the picture", async () => {
    for (const width of [250, 330, 420, 520, 640]) {
      for (const sigma of [0.4, 0.8, 1.4, 2.2]) {
        const image = await sharp(sample).resize(width).blur(sigma).jpeg({ quality: 30 }).toBuffer();
        const report = await verify({ image });
        if (report.decision === "pass") expect(report.mrz?.lines).toEqual(printed);
      }
    }
  });
});

describe("the sample customers", () => {
  const folder = join(filesRoot, "customers");
  test.each(readdirSync(folder).filter((name) => name.endsWith(".json")))(
    "%s passes with its document",
    async (name) => {
      const { customer: person } = JSON.parse(readFileSync(join(folder, name), "utf8"));
      const image = readFileSync(join(filesRoot, "..", person.document.image));
      const { name: fullName, birth_date: birthDate, nationality } = person;
      const report = await verify({
        image,
        customer: { name: fullName, birthDate, nationality },
        expectedType: "passport",
      });
      expect(report.reasons).toEqual([]);
      expect(report.decision).toBe("pass");
    },
  );
});

describe("an image without a zone", () => {
  test("goes to a person, also when lines are given that nobody can see in it", async () => {
    const image = await sharp(sample).extract({ left: 0, top: 0, width: 1250, height: 650 }).png().toBuffer();
    const unread = await verify({ image });
    expect(unread).toMatchObject({ decision: "review", documentType: null, mrz: null });
    expect(reasons(unread)).toContain("mrz.read");
    const declared = await verify({ image, mrz: printed, customer });
    expect(declared).toMatchObject({ decision: "review", mrz: { source: "declared_unseen", valid: true } });
    expect(reasons(declared)).toEqual(["mrz.seen"]);
  });

  test("that is all black is poor in quality as well", async () => {
    const image = await sharp({ create: { width: 300, height: 200, channels: 3, background: "black" } })
      .png()
      .toBuffer();
    expect(reasons(await verify({ image }))).toEqual(
      expect.arrayContaining([
        "quality.resolution",
        "quality.sharpness",
        "quality.exposure",
        "quality.contrast",
      ]),
    );
  });
});

describe("given lines", () => {
  const cases: readonly [string, string[], string, "review" | "fail"][] = [
    ["of an expired document", passport({ expiry: "240101" }), "mrz.expired", "fail"],
    ["of a specimen", passport({ state: "UTO" }), "mrz.issuer.specimen", "fail"],
    ["of an unknown state", passport({ state: "ZZZ" }), "mrz.issuer", "review"],
    ["with an impossible birth date", passport({ birth: "881341" }), "mrz.birth-date", "fail"],
    ["with a birth date known to the year", passport({ birth: "88<<<<" }), "mrz.birth-date", "review"],
    ["with a digit in the name", passport({ name: "L1NDQVIST<<MARTA" }), "mrz.name", "review"],
    ["valid for too long", passport({ expiry: "461231" }), "mrz.expiry-date", "review"],
    [
      "with a wrong check digit",
      [printed[0] ?? "", (printed[1] ?? "").replace("8804178", "8804179")],
      "mrz.check-digit.birth-date",
      "fail",
    ],
    ["of the wrong shape", ["P<SWE", "SP135"], "mrz.format", "review"],
  ];
  test.each(cases)("%s: %s", async (_, mrz, check, decision) => {
    const report = await verify({ mrz });
    expect(reasons(report)).toContain(check);
    expect(report.decision).toBe(decision);
  });

  test("without an image are reviewed, however right they are", async () => {
    const report = await verify({ mrz: printed, customer });
    expect(report.decision).toBe("review");
    expect(reasons(report)).toEqual(["image.decoded", "mrz.seen"]);
  });

  test("are valid to the end of the day of expiry anywhere on earth", async () => {
    const mrz = passport({ expiry: "261122" });
    const at = (iso: string) => verifyDocument({ mrz }, { now: new Date(iso), filesRoot });
    expect(reasons(await at("2026-11-23T11:00:00Z"))).not.toContain("mrz.expired");
    expect(reasons(await at("2026-11-23T13:00:00Z"))).toContain("mrz.expired");
  });

  const names: readonly [string, string, string | undefined][] = [
    ["MUELLER<<JUERGEN", "Jürgen Müller", undefined],
    ["MULLER<<JURGEN", "Jürgen Müller", undefined],
    [
      "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KRASUANG",
      "Chayapa Dejthamrong Krasuang Nilavadhanananda",
      undefined,
    ],
    ["LINDQVIST<<MARTA", "Marta Elena Lindqvist", "review"],
    ["LINDQVIST<<MARTA<ELENA", "Иван Иванов", "review"],
    ["LINDQVIST<<MARTA<ELENA", "Ola Nordmann", "fail"],
    ["LINDQVIST<<MARTA<MARTA", "Marta Elena Lindqvist", "review"],
  ];
  test.each(names)("%s for %s: %s", async (name, declared, effect) => {
    const report = await verify({
      mrz: passport({ name }),
      customer: { name: declared, birthDate: "1988-04-17", nationality: "SE" },
    });
    expect(report.reasons.find(({ checkId }) => checkId === "customer.name")?.effect).toBe(effect);
  });
});

const shared = new URL("../../../shared/data/documents/", import.meta.url);
describe.skipIf(!existsSync(shared))("the specimens under ../shared (skipped where absent)", () => {
  test("none passes, and every accepted character is right", async () => {
    const truth: { file: string; mrz: string[] }[] = JSON.parse(
      readFileSync(new URL("truth.json", shared), "utf8"),
    );
    let exact = 0;
    for (const { file, mrz } of truth) {
      const report = await verify({ image: readFileSync(new URL(file, shared)) });
      expect(report.decision, file).not.toBe("pass");
      if (report.checks.some(({ id, outcome }) => id === "mrz.read" && outcome === "ok"))
        expect(report.mrz?.lines).toEqual(mrz);
      if (JSON.stringify(report.mrz?.lines) === JSON.stringify(mrz)) exact += 1;
    }
    expect(exact).toBeGreaterThanOrEqual(4);
  });
});
