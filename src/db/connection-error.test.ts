import { expect, test } from "vitest";
import { ProbityError } from "../core/index.ts";
import { asDatabaseError, isConnectionError, sqlStateOf } from "./connection-error.ts";

const withCode = (code: string, message = "x") => Object.assign(new Error(message), { code });
const fromServer = (code: string) => Object.assign(withCode(code), { severity: "ERROR" });

test.each([
  "08006",
  "08003",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
])("%s speaks of the connection", (code) => {
  expect(isConnectionError(withCode(code))).toBe(true);
  expect(isConnectionError(new Error("outer", { cause: withCode(code) }))).toBe(true);
  expect(isConnectionError(new AggregateError([withCode(code)]))).toBe(true);
  expect(asDatabaseError(withCode(code))).toMatchObject({ code: "DATABASE_UNAVAILABLE", retryable: true });
});

test.each(["23505", "42501", "40001", "40P01", "57014", "22P02", "PBA01", "ENOENT", "EACCES"])(
  "%s does not, and is passed on as it is",
  (code) => {
    const error = withCode(code);
    expect(isConnectionError(error)).toBe(false);
    expect(asDatabaseError(error)).toBe(error);
  },
);

test("the driver's words for a lost connection count, other words do not", () => {
  expect(isConnectionError(new Error("Connection terminated unexpectedly"))).toBe(true);
  expect(isConnectionError(new Error("timeout exceeded when trying to connect"))).toBe(true);
  expect(isConnectionError(new Error("the customer's connection to the list"))).toBe(false);
  for (const value of [undefined, null, "ECONNRESET", { code: "ECONNRESET" }])
    expect(isConnectionError(value)).toBe(false);
});

test("a chain of causes that bites its tail ends", () => {
  const error = new Error("x");
  error.cause = error;
  expect(isConnectionError(error)).toBe(false);
});

test("an error of ours that already says so is neither wrapped nor missed", () => {
  const error = new ProbityError("DATABASE_UNAVAILABLE", "x");
  expect(isConnectionError(error)).toBe(true);
  expect(asDatabaseError(error)).toBe(error);
});

test("only what the server reported has an SQLSTATE", () => {
  expect(sqlStateOf(fromServer("23505"))).toBe("23505");
  expect(sqlStateOf(withCode("EPIPE"))).toBeUndefined();
  expect(sqlStateOf(withCode("ENOENT"))).toBeUndefined();
  expect(sqlStateOf(undefined)).toBeUndefined();
});
