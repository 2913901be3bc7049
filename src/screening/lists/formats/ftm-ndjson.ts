import { messageOf } from "../../../core/index.ts";
import type { Party } from "../../party/party.ts";
import { type LineSpool, openLineSpool } from "../line-spool.ts";
import { DOWNLOAD_AGAIN, type ListFile } from "../list-file.ts";
import type { ListFormat, ListReading } from "../list-format.ts";
import { finishParty, note, startParty } from "../party-draft.ts";
import { fileOf, RecordIds } from "../record-reading.ts";
import { readTextLines } from "../text-lines.ts";
import { type FtmEntity, ftmEntityOf, nestedOf, textsOf } from "./ftm-entity.ts";
import { addFtmFacts, ftmTypes } from "./ftm-facts.ts";
import { type FtmLinks, keepLink, leaveOut, startLinks } from "./ftm-links.ts";

/** Entities of one collection; the largest public one has 5 million, of which 300,000 are sanctioned. */
export const FTM_ENTITIES_MAX = 10_000_000;

/**
 * Entities of the FollowTheMoney model as newline-delimited JSON, as OpenSanctions exports them (`entities.ftm.json`,
 * `targets.nested.json`); its data needs a licence for business use and is not part of this product. Persons,
 * organisations, vessels and aircraft are parties, unless the export says that one is no target; passports,
 * sanctions, wallets, addresses and relationships are joined to the parties they refer to.
 *
 * What belongs to a party may stand anywhere in the file, so parties are put aside in a temporary file and written
 * when all has been read; memory holds the links and the ids.
 */
export const ftmNdjson: ListFormat = {
  id: "ftm-ndjson",
  title: "FollowTheMoney entities, NDJSON",
  files: [
    {
      role: "list",
      names: ["entities.ftm.json", "targets.nested.json", "*.ndjson", "*.jsonl", "*.ftm.json"],
    },
  ],
  recognises: (start) =>
    /^\uFEFF?\s*\{/.test(start) && /"schema"\s*:\s*"[A-Z]/.test(start) && start.includes('"properties"'),
  read,
};

async function* read(files: Parameters<ListFormat["read"]>[0], reading: ListReading): AsyncGenerator<Party> {
  const file = fileOf(files, "list");
  const ids = new RecordIds(reading);
  const links = startLinks();
  const spool = await openLineSpool();
  try {
    await readEntities(file, { ids, links, spool, reading });
    ids.finish(files, "list", "an entity that is a party");
    for await (const line of spool.lines()) {
      const [place = "", text = ""] = line.split("\t", 2);
      const entity = ftmEntityOf(JSON.parse(text));
      if (typeof entity === "string") throw new Error(entity);
      yield readParty(entity, `${file.name}:row ${place}`, links, reading);
    }
  } finally {
    await spool.close();
  }
  if (links.leftOut.size === 0) return;
  const counts = [...links.leftOut].sort().map(([schema, count]) => `${count} ${schema}`);
  note(
    reading,
    file.name,
    `entities that are no parties and say nothing about one were left out: ${counts.join(", ")}`,
  );
}

interface Collection {
  readonly ids: RecordIds;
  readonly links: FtmLinks;
  readonly spool: LineSpool;
  readonly reading: ListReading;
}

async function readEntities(file: ListFile, collection: Collection): Promise<void> {
  const { ids, links, spool, reading } = collection;
  let count = 0;
  let published = "";
  for await (const { line, text } of readTextLines(file, reading.issues)) {
    const place = `${file.name}:row ${line}`;
    if (++count > FTM_ENTITIES_MAX) {
      reading.issues.add(place, `more than ${FTM_ENTITIES_MAX} entities`, DOWNLOAD_AGAIN);
      return;
    }
    const entity = parsed(text);
    if (typeof entity === "string") {
      ids.refuse(place, entity, file);
      continue;
    }
    if (entity.lastSeen !== undefined && entity.lastSeen > published) published = entity.lastSeen;
    if (ftmTypes[entity.schema] === undefined) {
      keepLink(entity, links);
      continue;
    }
    const caption = entity.caption ?? textsOf(entity, "name")[0];
    if (caption !== undefined) links.captions.set(entity.id, caption);
    if (entity.target === false) leaveOut(entity, links);
    else if (ids.take(entity.id, `${place}, id`, file) === undefined) continue;
    else if (!textsOf(entity, "name").some(hasLetter))
      ids.refuse(`${place}, properties.name`, "the entry has no name", file);
    else {
      keepNested(entity, links);
      await spool.add(`${line}\t${text}`);
    }
  }
  // Without a time zone the exporter's clock is UTC.
  const at = Date.parse(/[Z+]/.test(published) ? published : `${published}Z`);
  if (!Number.isNaN(at)) reading.publishedAt = new Date(at);
}

function parsed(text: string): FtmEntity | string {
  try {
    return ftmEntityOf(JSON.parse(text));
  } catch (error) {
    return `the row is not JSON: ${messageOf(error).slice(0, 100)}`;
  }
}

function hasLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** In a nested export, what belongs to a party stands inside it, and parties linked to it in there again. */
function keepNested(entity: FtmEntity, links: FtmLinks): void {
  for (const property of Object.keys(entity.properties)) {
    for (const nested of nestedOf(entity, property)) {
      for (const inner of Object.keys(nested.properties).flatMap((name) => nestedOf(nested, name))) {
        if (inner.caption !== undefined) links.captions.set(inner.id, inner.caption);
      }
      if (ftmTypes[nested.schema] === undefined) keepLink(nested, links, entity.id);
    }
  }
}

function readParty(entity: FtmEntity, place: string, links: FtmLinks, reading: ListReading): Party {
  const draft = startParty(entity.id, ftmTypes[entity.schema] ?? "entity");
  addFtmFacts(entity, draft, place, reading);
  for (const id of textsOf(entity, "addressEntity")) links.addresses.get(id)?.(draft);
  for (const link of links.byParty.get(entity.id) ?? []) link(draft);
  return finishParty(draft, reading.list);
}
