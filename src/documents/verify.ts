import { sha256Hex } from "../core/index.ts";
import { type DeclaredCustomer, declaredRules } from "./declared.ts";
import {
  type DocumentType,
  documentTypeOf,
  mrzDateText,
  type ParsedMrz,
  parseMrz,
  statesVersion,
} from "./mrz/index.ts";
import { renderPdf } from "./pdf-pages.ts";
import { type DocumentPolicy, decide, defaultPolicy } from "./policy.ts";
import { qualityChecks } from "./quality.ts";
import { type DecodedImage, decodeImage } from "./raster.ts";
import { glyphReader } from "./reader/glyph-reader.ts";
import type { MrzReader, MrzReading } from "./reader/mrz-reader.ts";
import type { Check, DocumentReport, MrzSource, ReportedMrz } from "./report.ts";
import { mrzRules } from "./rules.ts";
import { judgeReading, type SeenLines } from "./seen.ts";
import { sniffDocument } from "./sniff.ts";
import { type DocumentFolders, readDocument } from "./source.ts";

/** Changes whenever the same document may be judged otherwise. */
const ENGINE_VERSION = "1.0.0";

export interface DocumentToVerify {
  /** JPEG, PNG, WebP or PDF, as bytes or as `readDocument` takes it; absent when only lines are given. */
  readonly image?: Uint8Array | string | undefined;
  /** The lines of the zone as somebody typed or scanned them. */
  readonly mrz?: readonly string[] | undefined;
  readonly customer?: DeclaredCustomer | undefined;
  readonly expectedType?: DocumentType | undefined;
}

export interface VerifyOptions extends DocumentFolders {
  readonly now: Date;
  readonly policy?: DocumentPolicy;
  readonly reader?: MrzReader;
}

/**
 * Verifies a document: decodes it, judges the picture, reads the machine-readable zone or
 * takes the given lines, applies the rules, compares with the customer and decides. The
 * same input, time and versions give the same report.
 *
 * @throws ProbityError DOCUMENT_UNSUPPORTED, DOCUMENT_UNREADABLE, DOCUMENT_TOO_LARGE, and what `readDocument` throws
 */
export async function verifyDocument(
  document: DocumentToVerify,
  options: VerifyOptions,
): Promise<DocumentReport> {
  const { now, policy = defaultPolicy, reader = glyphReader } = options;
  const { image } = document;
  const bytes = typeof image === "string" ? await readDocument(image, options) : image;
  const pages = bytes === undefined ? [] : await decodePages(bytes);
  const { page, reading } = readPages(pages, reader);
  const seen = judgeReading(reading, document.mrz, policy, now);
  const judged = seen.lines === undefined ? undefined : parseMrz(seen.lines, now);
  const mrz = judged?.ok === true ? judged.mrz : undefined;
  const type = mrz !== undefined && seen.codeIsCertain ? documentTypeOf(mrz) : undefined;
  const checks = [
    ...imageChecks(bytes, page, pages.length, policy),
    ...seen.checks,
    ...(judged?.ok === false ? [formChecks(judged.problem)] : []),
    ...(mrz === undefined ? [] : mrzRules(mrz, seen.certainty, now)),
    ...typeChecks(type, document.expectedType),
    ...(mrz === undefined || document.customer === undefined
      ? []
      : declaredRules(mrz, document.customer, seen.certainty)),
  ];
  return {
    schema: "probity.document/1",
    ...decide(checks, policy),
    documentType: type ?? null,
    mrz: mrz === undefined ? null : reportMrz(mrz, seen),
    input:
      bytes === undefined || page === undefined
        ? null
        : {
            sha256: sha256Hex(bytes),
            mime: sniffDocument(bytes),
            width: page.originalWidth,
            height: page.originalHeight,
            pages: pages.length,
          },
    versions: {
      documents: `${ENGINE_VERSION}+${reader.version}+states.${statesVersion}`,
      policy: policy.version,
    },
  };
}

async function decodePages(bytes: Uint8Array): Promise<readonly DecodedImage[]> {
  return sniffDocument(bytes) === "application/pdf" ? renderPdf(bytes) : [await decodeImage(bytes)];
}

/** The first page with a zone on it, or else the first page. */
function readPages(
  pages: readonly DecodedImage[],
  reader: MrzReader,
): { page: DecodedImage | undefined; reading: MrzReading | undefined } {
  for (const page of pages) {
    const reading = reader.read(page);
    if (reading !== undefined) return { page, reading };
  }
  return { page: pages[0], reading: undefined };
}

function imageChecks(
  bytes: Uint8Array | undefined,
  page: DecodedImage | undefined,
  pages: number,
  policy: DocumentPolicy,
): readonly Check[] {
  const about = { id: "image.decoded", strength: "strong", confidence: null } as const;
  if (bytes === undefined || page === undefined) {
    return [{ ...about, outcome: "not_performed", detail: "No image was given." }];
  }
  const size = `${page.originalWidth} x ${page.originalHeight} px`;
  const detail = `${sniffDocument(bytes)}, ${pages} ${pages === 1 ? "page" : "pages"}, ${size}.`;
  return [{ ...about, outcome: "ok", detail }, ...qualityChecks(page, policy)];
}

function formChecks(problem: string): Check {
  return {
    id: "mrz.format",
    outcome: "fail",
    strength: "strong",
    detail: `The given lines are no machine-readable zone: ${problem}.`,
    confidence: null,
  };
}

function typeChecks(type: DocumentType | undefined, expected: DocumentType | undefined): readonly Check[] {
  if (expected === undefined) return [];
  const about = { id: "document.type", strength: "strong", confidence: null } as const;
  if (type === undefined)
    return [{ ...about, outcome: "inconclusive", detail: "The document's type is not known." }];
  return type === expected
    ? [{ ...about, outcome: "ok", detail: `The document is a ${type}, as expected.` }]
    : [{ ...about, outcome: "warn", detail: `The document is a ${type}; a ${expected} was expected.` }];
}

function reportMrz(mrz: ParsedMrz, seen: SeenLines): ReportedMrz {
  const source: MrzSource = seen.source;
  return {
    format: mrz.format,
    source,
    lines: mrz.lines,
    fields: {
      documentCode: mrz.documentCode,
      issuer: mrz.issuer,
      surname: mrz.surname,
      givenNames: mrz.givenNames,
      documentNumber: mrz.documentNumber,
      nationality: mrz.nationality,
      birthDate: mrzDateText(mrz.birthDate),
      expiryDate: mrzDateText(mrz.expiryDate),
      sex: mrz.sex ?? null,
      optionalData: mrz.optionalData,
    },
    checkDigits: mrz.checkDigits,
    valid: mrz.valid,
    minConfidence: seen.minConfidence,
  };
}
