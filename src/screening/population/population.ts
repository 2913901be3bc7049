import type { Clock, Database, DataCipher, JsonObject, Log, Queryable } from "../../core/index.ts";
import type { ScreeningPolicy } from "../policy.ts";
import type { ScreeningQuery } from "../query.ts";

/** A customer as the register hands it over. */
export interface RegisteredCustomer {
  readonly id: string;
  readonly version: number;
  readonly status: "active" | "closed";
  readonly sealed: string;
}

/** What screening needs of a customer. */
export interface OpenedCustomer {
  /** The institution's own id; suppressions know customers by it. */
  readonly ref: string;
  readonly query: ScreeningQuery;
}

/** Something that goes into the audit log, in the transaction that does it. No personal data. */
export interface PopulationEvent {
  readonly action: string;
  readonly status: string;
  readonly at: Date;
  readonly versions: Readonly<Record<string, string>>;
  readonly details: JsonObject;
}

/** The customers of an installation, and what re-screening them needs from the application. */
export interface Population {
  readonly db: Database;
  readonly clock: Clock;
  readonly cipher: DataCipher;
  readonly log: Log;
  /** Where the index of the lists is kept between starts; public data, unlike that of the customers. */
  readonly cacheFolder?: string | undefined;
  /** The policy in force now. */
  readonly policy: () => ScreeningPolicy;
  /** How long a list may go unconfirmed before it is stale, in milliseconds; absent: for ever. */
  readonly staleAfterMs?: ((list: string) => number | undefined) | undefined;
  /** Opens a sealed record. @throws ProbityError CIPHER_UNREADABLE */
  readonly open: (customer: RegisteredCustomer) => OpenedCustomer;
  readonly audit: (tx: Queryable, events: readonly PopulationEvent[]) => Promise<void>;
}
