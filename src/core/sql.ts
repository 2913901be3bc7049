/** One row as the driver returns it. */
export type Row = Record<string, unknown>;

/** Whatever can run one parameterised statement: a pool, a connection, an open transaction. */
export interface Queryable {
  query<R extends Row = Row>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ rows: R[]; rowCount: number | null }>;
}

/** A database that can also open a transaction. `work` commits when it returns and rolls back when it throws. */
export interface Database extends Queryable {
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
}
