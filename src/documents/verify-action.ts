import type { z } from "zod";
import {
  type ActionHandler,
  type ActionHost,
  type ActionResult,
  type Evidence,
  ProbityError,
} from "../core/index.ts";
import type { verifyInput, verifyOutput } from "./actions.ts";
import type { Check, CheckOutcome, DocumentReport } from "./report.ts";
import { verifyDocument } from "./verify.ts";

type Input = z.output<typeof verifyInput>;
type Output = z.input<typeof verifyOutput>;

/** The handler of `verify_document`: fetches the document, verifies it, and reports without the number in full. */
export function verifyDocumentHandler(host: ActionHost): ActionHandler<Input, Output> {
  return async (input) => {
    const image = typeof input.image === "string" ? { image: input.image } : input.image;
    const customer = input.customer;
    const verification = verifyDocument(
      {
        image: input.pdf ?? image?.image,
        mrz: input.mrz ?? image?.mrz,
        customer: customer && {
          name: customer.name,
          birthDate: customer.birth_date,
          nationality: customer.nationality,
          documentNumber: image?.number,
        },
        expectedType: input.expected_type,
      },
      { now: host.clock.now(), filesRoot: host.filesRoot, home: host.home },
    );
    const report = await verification.catch((error: unknown) => {
      if (error instanceof ProbityError && unusable.has(error.code)) return error;
      throw error;
    });
    if (report instanceof ProbityError) return unusableDocument(report);
    return {
      outcome: report.decision,
      output: outputOf(report),
      summary: summarise(report),
      evidence: report.checks.map(evidenceOf),
      versions: report.versions,
      auditDetails: {
        checks: Object.fromEntries(report.checks.map(({ id, outcome }) => [id, outcome])),
        // The plain hash of a document is personal data, the keyed one is not.
        ...(report.input && { document: host.cipher.blindIndex(report.input.sha256, "document.sha256") }),
      },
    };
  };
}

/** What is wrong with the document itself: nothing a second attempt could mend, and for a person to look at. */
const unusable: ReadonlySet<string> = new Set([
  "DOCUMENT_UNREADABLE",
  "DOCUMENT_TOO_LARGE",
  "DOCUMENT_UNSUPPORTED",
]);

function unusableDocument({ code, message }: ProbityError): ActionResult<Output> {
  const summary = `The document could not be examined: ${message}.`;
  return {
    outcome: "review",
    output: {
      decision: "review",
      document_type: null,
      fields: null,
      mrz: null,
      checks: [{ id: "ingest", outcome: "inconclusive", detail: message, confidence: null }],
      limits: ["Nothing in the document was read."],
      image_sha256: null,
    },
    summary,
    evidence: [{ id: "ingest", outcome: "review", summary, data: { code } }],
    auditDetails: { checks: { ingest: "inconclusive" }, code },
  };
}

function outputOf(report: DocumentReport): Output {
  const fields = report.mrz?.fields;
  return {
    decision: report.decision,
    document_type: report.documentType,
    fields: fields
      ? {
          surname: fields.surname,
          given_names: fields.givenNames,
          document_number: maskNumber(fields.documentNumber),
          issuer: fields.issuer,
          nationality: fields.nationality,
          birth_date: fields.birthDate,
          expiry_date: fields.expiryDate,
          sex: fields.sex,
        }
      : null,
    mrz: report.mrz && {
      format: report.mrz.format,
      source: report.mrz.source,
      valid: report.mrz.valid,
      min_confidence: report.mrz.minConfidence,
    },
    checks: report.checks.map(({ id, outcome, detail, confidence }) => ({ id, outcome, detail, confidence })),
    limits: [...report.limits],
    image_sha256: report.input?.sha256 ?? null,
  };
}

/** `SP1234567` as `******567`: enough to tell two documents apart in a conversation. */
export function maskNumber(number: string): string {
  const shown = number.length > 6 ? number.slice(-3) : "";
  return shown.padStart(number.length, "*");
}

function summarise(report: DocumentReport): string {
  const kind = report.documentType?.replace("_", " ") ?? "document of unknown type";
  if (report.decision === "pass")
    return `The ${kind} was read and every check is in order; genuineness was not examined.`;
  const effect = report.decision;
  const stood = report.reasons.filter((reason) => reason.effect === effect).map(({ checkId }) => checkId);
  const verb = effect === "fail" ? "is rejected" : "needs a person";
  return `The ${kind} ${verb} because of ${stood.join(", ")}.`;
}

const evidenceOutcome: Readonly<Record<CheckOutcome, Evidence["outcome"]>> = {
  ok: "pass",
  warn: "review",
  fail: "fail",
  inconclusive: "review",
  not_performed: "not_performed",
};

function evidenceOf(check: Check): Evidence {
  return {
    id: check.id,
    outcome: evidenceOutcome[check.outcome],
    summary: check.detail,
    data: { strength: check.strength, confidence: check.confidence, ...check.data },
  };
}
