/**
 * Draws the identity pages of the sample customers: `node scripts/make-sample-documents.ts`
 * reads examples/customers/*.json and writes the images they name, by paths from the
 * repository's root. People, numbers and the
 * layout are invented, SAMPLE is printed across the page, and the same input gives the same
 * bytes.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { z } from "zod";
import { checkDigit, nameSpellings, parseMrz } from "../src/documents/index.ts";
import { strokeText } from "./sample-strokes.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const customers = join(root, "examples/customers");

const sampleSchema = z.object({
  customer: z.object({
    id: z.string(),
    given_names: z.string(),
    surname: z.string(),
    birth_date: z.iso.date(),
    sex: z.enum(["F", "M", "X"]),
    nationality: z.string().regex(/^[A-Z]{3}$/),
    document: z.object({
      image: z.string().endsWith(".png"),
      /** The two lines to print; made from the person when left out. */
      mrz: z.array(z.string().length(44)).length(2).optional(),
    }),
  }),
});
type Person = z.infer<typeof sampleSchema>["customer"];

/** 10 px per millimetre of an ID-3 page, 125 x 88 mm (Doc 9303 part 4). */
const WIDTH = 1250;
const HEIGHT = 880;
const ISSUED = "2025-01-01";
const EXPIRES = "2034-12-31";

/** An invented number that stays the same for the same customer: SP and seven digits. */
function documentNumber(person: Person): string {
  const digest = createHash("sha256").update(`sample document of ${person.id}`).digest();
  return `SP${String(digest.readUInt32BE(0) % 10_000_000).padStart(7, "0")}`;
}

/** The name as the zone prints it: the recommended spelling of every letter. */
function zoneName(name: string): string {
  const words = nameSpellings(name);
  if (words === undefined) throw new Error("sample names must be written in Latin letters");
  return words.map(([first = ""]) => first).join(" ");
}

/** The two lines of a TD3 zone for the person, which must hold under their own check digits. */
function zoneLines(person: Person): readonly string[] {
  const lines = person.document.mrz ?? madeLines(person);
  const parsed = parseMrz(lines, new Date(ISSUED));
  if (!parsed.ok || !parsed.mrz.valid) throw new Error(`the zone of ${person.id} is not valid`);
  return lines;
}

/** The state as the zone prints it: Germany alone has a code of one letter (Doc 9303 part 3, section 5). */
function zoneState(person: Person): string {
  return (person.nationality === "DEU" ? "D" : person.nationality).padEnd(3, "<");
}

function madeLines(person: Person): readonly string[] {
  const name = `${zoneName(person.surname)}<<${zoneName(person.given_names)}`.replaceAll(" ", "<");
  const first = `P<${zoneState(person)}${name}`.slice(0, 44).padEnd(44, "<");
  const short = (date: string) => date.slice(2).replaceAll("-", "");
  const protect = (text: string) => text + checkDigit(text);
  const number = protect(documentNumber(person));
  const birth = protect(short(person.birth_date));
  const expiry = protect(short(EXPIRES));
  const optional = `${"<".repeat(14)}0`;
  const sex = person.sex === "X" ? "<" : person.sex;
  const composite = checkDigit(number + birth + expiry + optional);
  return [first, `${number}${zoneState(person)}${birth}${sex}${expiry}${optional}${composite}`];
}

/** Wavy lines behind the text, as documents have. */
function guilloche(): string {
  const waves = Array.from({ length: 34 }, (_, row) => {
    const points = Array.from({ length: 64 }, (_, step) => {
      const x = step * 20;
      const y = 20 + row * 21 + 12 * Math.sin(step / 4 + row / 2) + 5 * Math.sin(step / 1.7);
      return `${x} ${y.toFixed(1)}`;
    });
    return `<polyline points="${points.join(" ")}"/>`;
  });
  return `<g fill="none" stroke="#c3d2dd" stroke-width="1.2">${waves.join("")}</g>`;
}

/** A head and shoulders that show nobody. */
const silhouette =
  '<rect x="70" y="190" width="320" height="410" rx="6" fill="#dfe6eb"/>' +
  '<circle cx="230" cy="340" r="78" fill="#9fb0bd"/><path d="M95 600C95 470 365 470 365 600Z" fill="#9fb0bd"/>';

function page(person: Person): string {
  const lines = zoneLines(person);
  const fields: [string, string][] = [
    ["SURNAME", zoneName(person.surname)],
    ["GIVEN NAMES", zoneName(person.given_names)],
    ["NATIONALITY", person.nationality],
    ["DATE OF BIRTH", person.birth_date],
    ["SEX", person.sex],
    ["DATE OF ISSUE / DATE OF EXPIRY", `${ISSUED} / ${EXPIRES}`],
    ["DOCUMENT NUMBER", (lines[1] ?? "").slice(0, 9).replaceAll("<", "")],
  ];
  const printed = fields.map(([label, value], index) => {
    const y = 190 + index * 60;
    return (
      strokeText(label, { x: 440, y, size: 10, pen: 1.4, colour: "#5d6b78" }) +
      strokeText(value, { x: 440, y: y + 19, size: 21, pen: 2.7 })
    );
  });
  const zone = lines.map((line, index) =>
    strokeText(line, { x: 68, y: 712 + index * 62, size: 25.4, pen: 3.2, pitch: 25.4, colour: "#10151b" }),
  );
  const sample = strokeText("SAMPLE", { x: 470, y: 330, size: 120, pen: 12, colour: "#b4232a" });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#f3f1ea"/>${guilloche()}` +
    `<rect y="660" width="${WIDTH}" height="220" fill="#f8f7f2"/>` +
    strokeText("SAMPLE PAGE OF AN INVENTED PERSON", { x: 70, y: 60, size: 26, pen: 3.6, colour: "#24507a" }) +
    strokeText("MADE FOR TRYING OUT PROBITY - NOT A TRAVEL DOCUMENT", { x: 70, y: 112, size: 15, pen: 2 }) +
    `${silhouette}${printed.join("")}` +
    `<g opacity="0.16" transform="rotate(-14 700 380)">${sample}</g>${zone.join("")}</svg>`
  );
}

for (const file of readdirSync(customers)
  .filter((name) => name.endsWith(".json"))
  .sort()) {
  const path = join(customers, file);
  const { customer } = sampleSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const image = join(root, customer.document.image);
  writeFileSync(
    image,
    await sharp(Buffer.from(page(customer)))
      .png({ compressionLevel: 9, palette: true })
      .toBuffer(),
  );
  process.stdout.write(`${file} -> ${customer.document.image}\n`);
}
