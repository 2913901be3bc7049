import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { ProbityError } from "../core/index.ts";
import { renderPdf } from "./pdf-pages.ts";
import { DOCUMENT_BYTES_MAX } from "./source.ts";
import { verifyDocument } from "./verify.ts";

const now = new Date("2026-11-23T12:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "probity-hostile-"));
const filesRoot = join(folder, "root");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code of the error that the document meets; anything but a ProbityError fails the test. */
async function refusal(image: Uint8Array | string): Promise<string> {
  const error = await verifyDocument({ image }, { now, filesRoot }).then(
    (report) => report.decision,
    (thrown: unknown) => thrown,
  );
  if (typeof error === "string") return error;
  expect(error).toBeInstanceOf(ProbityError);
  return error instanceof ProbityError ? error.code : "";
}

/** A PNG that claims any size: the pixel data are zeros, which shrink a thousandfold. */
function pngClaiming(width: number, height: number, rows: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))));
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A PDF of so many pages that each show the given content stream. */
function pdf(pages: number, content: string, trailer = ""): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 4} 0 R`).join(" ");
  const page = (_: unknown, index: number) =>
    `${index + 4} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 3 0 R>>endobj\n`;
  return Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[${kids}]/Count ${pages}>>endobj\n` +
      `3 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\n` +
      `${Array.from({ length: pages }, page).join("")}trailer<</Root 1 0 R${trailer}>>\n%%EOF`,
    "latin1",
  );
}

const picture = () => sharp({ create: { width: 640, height: 400, channels: 3, background: "#8899aa" } });

describe("files that are not what they say", () => {
  test.each([
    ["SVG with a script", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", /SVG/],
    ["SVG behind an XML header", "<?xml version='1.0'?>\n<!-- x --><svg/>", /SVG/],
    ["HTML", "<!DOCTYPE html><html><body>", /HTML/],
    ["GIF", "GIF89a\x01\x00", /GIF/],
    ["BMP", "BM\x46\x00\x00\x00", /BMP/],
    ["TIFF", "II*\0\x08\0\0\0", /TIFF/],
    ["HEIC", "\0\0\0\x18ftypheic\0\0\0\0", /HEIC/],
    ["ZIP", "PK\x03\x04\x14\0", /ZIP/],
    ["a program", "\x7fELF\x02\x01", /ELF/],
    ["nothing known", "hello", /unknown kind/],
    ["one byte", "\0", /unknown kind/],
  ])("%s is refused by name", async (_, bytes, message) => {
    const attempt = verifyDocument({ image: Buffer.from(bytes, "latin1") }, { now, filesRoot });
    await expect(attempt).rejects.toMatchObject({
      code: "DOCUMENT_UNSUPPORTED",
      message: expect.stringMatching(message),
    });
  });

  test("a polyglot counts as what its first bytes are, and the rest is not looked at", async () => {
    const html = Buffer.from("<script>alert(1)</script>%PDF-1.4 PK\x03\x04");
    expect(await refusal(Buffer.concat([await picture().png().toBuffer(), html]))).toBe("review");
    expect(await refusal(Buffer.concat([Buffer.from("\xff\xd8\xff\xe0", "latin1"), html]))).toBe(
      "DOCUMENT_UNREADABLE",
    );
    expect(await refusal(Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBP"), html]))).toBe("DOCUMENT_UNREADABLE");
  });
});

describe("bombs and broken images", () => {
  test("a small file that claims 2.5 gigapixels is refused at once", async () => {
    const bomb = pngClaiming(50_000, 50_000, 50_000);
    expect(bomb.length).toBeLessThan(400_000);
    const startedMs = performance.now();
    expect(await refusal(bomb)).toBe("DOCUMENT_TOO_LARGE");
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });

  test("an image that ends early is refused", async () => {
    const noise = Buffer.from(
      Uint8Array.from({ length: 640 * 400 * 3 }, (_, index) => (index * 2_654_435_761) >>> 24),
    );
    for (const format of ["jpeg", "png", "webp"] as const) {
      const whole = await sharp(noise, { raw: { width: 640, height: 400, channels: 3 } })
        .toFormat(format)
        .toBuffer();
      for (const share of [0.01, 0.3, 0.9]) {
        expect(await refusal(whole.subarray(0, Math.floor(whole.length * share))), `${format} ${share}`).toBe(
          "DOCUMENT_UNREADABLE",
        );
      }
    }
    expect(await refusal(pngClaiming(400, 400, 10))).toBe("DOCUMENT_UNREADABLE");
  });

  test("200 files of random bytes behind each right beginning are refused, and quickly", async () => {
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    };
    const starts = ["\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "RIFF\x10\x10\0\0WEBPVP8 "];
    const startedMs = performance.now();
    for (let count = 0; count < 200; count++) {
      const rest = Buffer.from(Array.from({ length: 1 + random() * 8 }, random));
      const image = Buffer.concat([Buffer.from(starts[count % starts.length] ?? "", "latin1"), rest]);
      expect(["DOCUMENT_UNREADABLE", "DOCUMENT_TOO_LARGE"]).toContain(await refusal(image));
    }
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  });

  test("more bytes than allowed are refused, as a file and as base64", async () => {
    writeFileSync(join(folder, "big"), "");
    truncateSync(join(folder, "big"), DOCUMENT_BYTES_MAX + 1);
    await expect(verifyDocument({ image: "big" }, { now, filesRoot: folder })).rejects.toMatchObject({
      code: "DOCUMENT_TOO_LARGE",
    });
    const text = `data:image/png;base64,${"A".repeat(Math.ceil(((DOCUMENT_BYTES_MAX + 9) * 4) / 3))}`;
    await expect(verifyDocument({ image: text }, { now, filesRoot: folder })).rejects.toMatchObject({
      code: "DOCUMENT_TOO_LARGE",
    });
  });
});

describe("PDF files", () => {
  test("are rendered, up to five pages", async () => {
    const pages = await renderPdf(pdf(5, "0 0 200 150 re f"));
    expect(pages).toHaveLength(5);
    expect(pages[0]).toMatchObject({ width: 2000, height: 1500 });
    // The lower left quarter is black, the rest is paper.
    expect([pages[0]?.data[1400 * 2000 + 100], pages[0]?.data[100 * 2000 + 1900]]).toEqual([0, 255]);
  });

  test.each([
    ["of six pages", pdf(6, "n"), "DOCUMENT_TOO_LARGE"],
    [
      "that is encrypted",
      pdf(
        1,
        "n",
        `/ID[<${"00".repeat(16)}><${"00".repeat(16)}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${"00".repeat(32)}>/U<${"00".repeat(32)}>>>`,
      ),
      "DOCUMENT_UNSUPPORTED",
    ],
    ["that holds only its first line", Buffer.from("%PDF-1.7\n"), "DOCUMENT_UNREADABLE"],
    [
      "of random bytes",
      Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(5000, 0xa5)]),
      "DOCUMENT_UNREADABLE",
    ],
    ["without pages", pdf(0, "n"), "DOCUMENT_UNREADABLE"],
  ])("%s are refused", async (_, bytes, code) => expect(await refusal(bytes)).toBe(code));

  test("that take too long are stopped", async () => {
    const endless = pdf(1, "0 0 400 300 re f ".repeat(400_000));
    const startedMs = performance.now();
    await expect(renderPdf(endless, 700)).rejects.toMatchObject({ code: "DOCUMENT_TOO_LARGE" });
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });
});
