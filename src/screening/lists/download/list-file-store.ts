import type { Queryable } from "../../../core/index.ts";
import type { Validators } from "./partial-file.ts";

/** A file of a list as it was last downloaded, and the snapshot it led to. */
export interface DownloadedFile {
  readonly role: string;
  /** As configured, secrets named and not written out. */
  readonly address: string;
  readonly validators: Validators;
  readonly bytes: number;
  readonly sha256: string;
}

/** The files of a list by role, each with its snapshot. */
export async function downloadedFiles(
  db: Queryable,
  list: string,
): Promise<Map<string, DownloadedFile & { readonly snapshot: string }>> {
  const { rows } = await db.query<{
    role: string;
    address: string;
    etag: string | null;
    last_modified: string | null;
    bytes: string;
    sha256: string;
    snapshot: string;
  }>(
    "select role, address, etag, last_modified, bytes, sha256, snapshot from probity.list_file where list = $1",
    [list],
  );
  return new Map(
    rows.map((row) => [
      row.role,
      {
        role: row.role,
        address: row.address,
        validators: { etag: row.etag ?? undefined, lastModified: row.last_modified ?? undefined },
        bytes: Number(row.bytes),
        sha256: row.sha256,
        snapshot: row.snapshot,
      },
    ]),
  );
}

/** Remembers the files that a snapshot was read from, instead of those before. */
export async function rememberFiles(
  tx: Queryable,
  list: string,
  snapshot: string,
  files: readonly DownloadedFile[],
  at: Date,
): Promise<void> {
  await tx.query("delete from probity.list_file where list = $1", [list]);
  for (const { role, address, validators, bytes, sha256 } of files) {
    await tx.query(
      `insert into probity.list_file (list, role, address, etag, last_modified, bytes, sha256, snapshot, fetched_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        list,
        role,
        address,
        validators.etag ?? null,
        validators.lastModified ?? null,
        bytes,
        sha256,
        snapshot,
        at,
      ],
    );
  }
}
