import { describe, expect, test } from "vitest";
import type { Json, ProbityError } from "../core/index.ts";
import { channelOf, readAlertingConfig } from "./config.ts";

const smtp = { host: "mail.example.com", port: 587, user: "probity", password: { secret: "SMTP_PASSWORD" } };
const email = { type: "email", smtp, from: "probity@example.com", to: ["compliance@example.com"] };
const webhook = { type: "webhook", url: "https://hooks.example.com/x", secret: { secret: "HOOK" } };

function issuesOf(section: Json): string[] {
  try {
    readAlertingConfig(section);
    return [];
  } catch (error) {
    return (error as ProbityError).issues.map((issue) => issue.where);
  }
}

describe("the configuration section alerting", () => {
  test("is complete without a word", () => {
    expect(readAlertingConfig(undefined)).toMatchObject({
      base_url: "http://localhost:4780",
      channels: {},
      retry: { attempts: 24, initial: "5s", max: "1h" },
      outgoing: { allow: [] },
    });
  });

  test("reads its own result again unchanged", () => {
    const config = readAlertingConfig({ channels: { mail: email, hook: webhook } });
    expect(readAlertingConfig(config as unknown as Json)).toEqual(config);
    expect(config.channels["mail"]).toMatchObject({ smtp: { tls: "starttls" } });
  });

  test.each([
    ["mail without encryption over the network", { ...email, smtp: { ...smtp, tls: "none" } }],
    ["a private network is not this machine", { ...email, smtp: { ...smtp, host: "10.0.0.1", tls: "none" } }],
    ["a password in the configuration", { ...email, smtp: { ...smtp, password: "hunter2" } }],
    ["a user without a password", { ...email, smtp: { host: "m", port: 25, user: "u" } }],
    ["a header in an address", { ...email, from: "a@example.com\r\nBcc: b@example.com" }],
    ["two addresses in one", { ...email, to: ["a@example.com,b@example.com"] }],
    ["no recipient", { ...email, to: [] }],
    ["a file as webhook", { ...webhook, url: "file:///etc/passwd" }],
    ["an unknown type", { type: "pager" }],
  ])("refuses %s", (_what, channel) => {
    expect(issuesOf({ channels: { mail: channel as Json } })).not.toEqual([]);
  });

  test("allows mail without encryption on this machine", () => {
    for (const host of ["localhost", "127.0.0.1", "::1"]) {
      expect(issuesOf({ channels: { mail: { ...email, smtp: { host, port: 25, tls: "none" } } } })).toEqual(
        [],
      );
    }
  });

  test("names every mistake at once", () => {
    const section = { base_url: "nope", retry: { initial: "soon" }, outgoing: { allow: [{ host: "*" }] } };
    expect(issuesOf(section)).toEqual([
      "alerting.base_url",
      "alerting.retry.initial",
      "alerting.outgoing.allow.0.host",
    ]);
  });

  test("a channel that does not exist is answered with those that do", () => {
    const config = readAlertingConfig({ channels: { mail: email } });
    expect(channelOf(config, "mail").type).toBe("email");
    expect(() => channelOf(config, "constructor")).toThrow(
      'no channel "constructor" in alerting.channels; there are: mail',
    );
  });
});
