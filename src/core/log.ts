/**
 * Structured logging. Fields hold ids, counts, durations and codes: never names, birth
 * dates, document numbers or secrets. The application gives the implementation.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
