import { z } from "zod";
import { type Json, ProbityError, parseDuration } from "../../core/index.ts";
import { listFormats } from "./formats.ts";

/** Where a list comes from, and how old it may grow. */
export interface ListSource {
  /** Id of the list: `ofac-sdn`. */
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  /** Id of the format of its files. */
  readonly format: string;
  /**
   * Addresses, in the order of the files of the format; none for a list that is imported by hand.
   * `${secret.NAME}` stands for a secret of the configuration.
   */
  readonly urls: readonly string[];
  /** Column map of an own CSV: member of the model -> column of the file. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
  /** A list that nobody could confirm for longer, in milliseconds, is stale. */
  readonly staleAfterMs?: number | undefined;
  /** A publication older than this, in milliseconds, is not taken: its publisher stopped offering it. */
  readonly publishedWithinMs?: number | undefined;
  /** Lets its addresses lead to loopback and private networks. */
  readonly allowPrivate: boolean;
  /** Whether `lists sync` downloads it without being asked for it by name. */
  readonly synced: boolean;
}

interface KnownSource {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  /** Formats it is offered in, the one to use first; addresses in the order of the format's files. */
  readonly offers: readonly { readonly format: string; readonly urls: readonly string[] }[];
  readonly staleAfter: string;
  readonly publishedWithin: string;
  /** Why it is not downloaded unless the configuration names it. */
  readonly optional?: string;
}

const ofac = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports";
const euFsf = "https://webgate.ec.europa.eu/fsd/fsf/public/files";
const ukFcdo = "https://sanctionslist.fcdo.gov.uk/docs";

/**
 * The public lists we know, with the addresses their publishers give. All of them are looked
 * after daily; `publishedWithin` is several times the longest pause each of them ever made.
 */
export const knownSources: readonly KnownSource[] = [
  {
    id: "ofac-sdn",
    title: "Specially Designated Nationals and Blocked Persons",
    authority: "U.S. Treasury, Office of Foreign Assets Control",
    offers: [
      { format: "ofac-xml", urls: [`${ofac}/SDN.XML`] },
      { format: "ofac-advanced-xml", urls: [`${ofac}/SDN_ADVANCED.XML`] },
      {
        format: "ofac-csv",
        urls: [`${ofac}/SDN.CSV`, `${ofac}/ALT.CSV`, `${ofac}/ADD.CSV`, `${ofac}/SDN_COMMENTS.CSV`],
      },
    ],
    staleAfter: "2d",
    publishedWithin: "60d",
  },
  {
    id: "ofac-non-sdn",
    title: "Consolidated list of all other OFAC sanctions",
    authority: "U.S. Treasury, Office of Foreign Assets Control",
    offers: [
      { format: "ofac-xml", urls: [`${ofac}/CONSOLIDATED.XML`] },
      { format: "ofac-advanced-xml", urls: [`${ofac}/CONS_ADVANCED.XML`] },
      {
        format: "ofac-csv",
        urls: [
          `${ofac}/CONS_PRIM.CSV`,
          `${ofac}/CONS_ALT.CSV`,
          `${ofac}/CONS_ADD.CSV`,
          `${ofac}/CONS_COMMENTS.CSV`,
        ],
      },
    ],
    staleAfter: "2d",
    publishedWithin: "365d",
  },
  {
    id: "un-consolidated",
    title: "United Nations Security Council Consolidated List",
    authority: "United Nations Security Council",
    offers: [{ format: "un-xml", urls: ["https://scsanctions.un.org/resources/xml/en/consolidated.xml"] }],
    staleAfter: "2d",
    publishedWithin: "180d",
  },
  {
    id: "eu-fsf",
    title: "Consolidated list of persons, groups and entities subject to EU financial sanctions",
    authority: "European Commission",
    offers: [
      {
        format: "eu-fsf-xml",
        urls: [`${euFsf}/xmlFullSanctionsList_1_1/content?token=\${secret.eu_fsf_token}`],
      },
      {
        format: "eu-fsf-csv",
        urls: [`${euFsf}/csvFullSanctionsList_1_1/content?token=\${secret.eu_fsf_token}`],
      },
    ],
    staleAfter: "2d",
    publishedWithin: "60d",
    optional: "needs the token of your account at the Commission",
  },
  {
    id: "uk-sanctions",
    title: "UK Sanctions List",
    authority: "UK Foreign, Commonwealth and Development Office",
    offers: [
      { format: "uk-list-xml", urls: [`${ukFcdo}/UK-Sanctions-List.xml`] },
      { format: "uk-list-csv", urls: [`${ukFcdo}/UK-Sanctions-List.csv`] },
    ],
    staleAfter: "2d",
    publishedWithin: "60d",
  },
  {
    id: "uk-ofsi-conlist",
    title: "Consolidated list of financial sanctions targets",
    authority: "HM Treasury, Office of Financial Sanctions Implementation",
    offers: [
      {
        format: "uk-conlist",
        urls: ["https://ofsistorage.blob.core.windows.net/publishlive/2022format/ConList.csv"],
      },
    ],
    staleAfter: "2d",
    publishedWithin: "60d",
    optional: "closed in January 2026 in favour of the UK Sanctions List",
  },
  {
    id: "us-csl",
    title: "Consolidated Screening List",
    authority: "U.S. Department of Commerce, International Trade Administration",
    offers: [
      {
        format: "us-csl",
        urls: ["https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv"],
      },
    ],
    staleAfter: "2d",
    publishedWithin: "60d",
    optional: "holds both OFAC lists again, beside export control lists",
  },
  {
    id: "opensanctions",
    title: "OpenSanctions sanctioned entities",
    authority: "OpenSanctions",
    offers: [
      {
        format: "ftm-ndjson",
        urls: ["https://data.opensanctions.org/datasets/latest/sanctions/entities.ftm.json"],
      },
    ],
    staleAfter: "2d",
    publishedWithin: "30d",
    optional: "needs a licence for business use",
  },
];

/** Lists one installation may have. */
const LISTS_MAX = 100;
/** Files of one list. */
const URLS_MAX = 8;
/** Columns of an own CSV that can be mapped. */
const COLUMNS_MAX = 100;

const duration = z
  .string()
  .refine((text) => (parseDuration(text) ?? 0) > 0, "must be a duration such as 12h or 3d");

const address = z
  .string()
  .max(2_048)
  .refine((text) => {
    const url = URL.parse(text.replace(SECRETS, "x"));
    return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  }, "must be an https address without user name and password; ${secret.NAME} stands for a secret");

const SECRETS = /\$\{secret\.([A-Za-z_][A-Za-z0-9_]*)\}/g;

const listEntry = z
  .strictObject({
    id: z
      .string()
      .max(100)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words with hyphens, such as ofac-sdn"),
    title: z.string().min(1).max(200).optional(),
    format: z.string().max(50).optional(),
    urls: z.array(address).min(1).max(URLS_MAX).optional(),
    columns: z
      .record(z.string().max(100), z.string().min(1).max(200))
      .refine((columns) => Object.keys(columns).length <= COLUMNS_MAX, `at most ${COLUMNS_MAX} columns`)
      .optional(),
    stale_after: duration.optional(),
    published_within: duration.optional(),
    allow_private: z.boolean().default(false),
  })
  .superRefine((entry, context) => {
    const format = entry.format ?? knownSource(entry.id)?.offers[0]?.format;
    if (format === undefined) {
      const known = knownSources.map(({ id }) => id).join(", ");
      context.addIssue({
        code: "custom",
        path: ["id"],
        message: `name the format of this list; only these are known without: ${known}`,
      });
      return;
    }
    const { files } = listFormats.find(({ id }) => id === format) ?? {};
    if (files === undefined) {
      const known = listFormats.map(({ id }) => id).join(", ");
      context.addIssue({
        code: "custom",
        path: ["format"],
        message: `there is no list format "${format}"; there are: ${known}`,
      });
      return;
    }
    const least = files.filter((file) => file.optional !== true).length;
    const given = entry.urls?.length;
    if (given !== undefined && (given < least || given > files.length)) {
      const names = files.map((file) => file.names[0]).join(", ");
      context.addIssue({
        code: "custom",
        path: ["urls"],
        message: `the format ${format} has ${files.length} files, in this order: ${names}`,
      });
    }
  });

/** The members `lists` and `sync` of the configuration section `screening`. */
export const listsConfig = {
  /** The lists to download and to look after. Without it: those that need no account. */
  lists: z
    .array(listEntry)
    .max(LISTS_MAX)
    .refine(
      (lists) => new Set(lists.map(({ id }) => id)).size === lists.length,
      "each list may stand here once",
    )
    .optional(),
  /** When workers download the lists, a cron schedule in UTC. Without it they do not. */
  sync: z.string().max(200).optional(),
};

const listsSection = z.object(listsConfig);

function knownSource(id: string): KnownSource | undefined {
  return knownSources.find((source) => source.id === id);
}

/**
 * Every list the configuration or we know of; the configured ones first. The known ones that are
 * not configured keep their limits of age, also when they are imported by hand.
 *
 * @throws ProbityError CONFIG_INVALID
 */
export function readListSources(section: Json | undefined): readonly ListSource[] {
  const { lists } = readSection(section);
  const configured = lists?.map(sourceOf) ?? [];
  const named = new Set(configured.map(({ id }) => id));
  const rest = knownSources
    .filter(({ id }) => !named.has(id))
    .map((known) => ({
      ...sourceOf({ id: known.id, allow_private: false }),
      synced: lists === undefined && known.optional === undefined,
    }));
  return [...configured, ...rest];
}

/** When workers download the lists: a cron schedule in UTC, or undefined for never. @throws ProbityError CONFIG_INVALID */
export function listSchedule(section: Json | undefined): string | undefined {
  return readSection(section).sync;
}

function readSection(section: Json | undefined): z.output<typeof listsSection> {
  const parsed = listsSection.safeParse(section ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    where: ["screening", ...issue.path].join("."),
    message: issue.message,
  }));
  throw new ProbityError("CONFIG_INVALID", `${issues[0]?.where}: ${issues[0]?.message}`, { issues });
}

function sourceOf(entry: z.output<typeof listEntry>): ListSource {
  const known = knownSource(entry.id);
  const format = entry.format ?? known?.offers[0]?.format ?? "";
  const urls = entry.urls ?? known?.offers.find((offer) => offer.format === format)?.urls ?? [];
  const staleAfter = entry.stale_after ?? known?.staleAfter;
  const publishedWithin = entry.published_within ?? known?.publishedWithin;
  return {
    id: entry.id,
    title: entry.title ?? known?.title ?? entry.id,
    authority: known?.authority ?? "",
    format,
    urls,
    columns: entry.columns,
    staleAfterMs: staleAfter === undefined ? undefined : parseDuration(staleAfter),
    publishedWithinMs: publishedWithin === undefined ? undefined : parseDuration(publishedWithin),
    allowPrivate: entry.allow_private,
    synced: urls.length > 0,
  };
}

/** The address with its secrets in place; never logged, stored or shown. @throws ProbityError SECRET_MISSING */
export function resolveAddress(url: string, secret: (name: string) => string): string {
  return url.replace(SECRETS, (_text, name: string) => encodeURIComponent(secret(name)));
}
