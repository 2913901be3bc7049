import { isIP } from "node:net";
import { z } from "zod";
import { addressClass, type Json, ProbityError, parseDuration } from "../core/index.ts";

/** A secret by name; its value comes from `host.secret` when it is used and is never stored. */
const secretRef = z.strictObject({ secret: z.string().min(1).max(100) });

/** Channels one installation may have; more is a generated file gone wrong. */
const CHANNELS_MAX = 100;
/** Recipients of one e-mail channel; beyond this a distribution list is the right tool. */
const RECIPIENTS_MAX = 50;
/** Hosts that may be reached by `http_request`. */
const OUTGOING_RULES_MAX = 200;

const duration = z
  .string()
  .refine((text) => (parseDuration(text) ?? 0) > 0, "must be a duration such as 30s or 5m");

/** One address without display name; control characters and separators would reach the mail header. */
const emailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s@<>,;:"\\]+@[^\s@<>,;:"\\]+$/, "must be one e-mail address such as compliance@example.com");

const smtp = z
  .strictObject({
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    /** `starttls`: upgrade or fail. `implicit`: TLS from the first byte. `none`: this machine only. */
    tls: z.enum(["starttls", "implicit", "none"]).default("starttls"),
    user: z.string().min(1).max(254).optional(),
    password: secretRef.optional(),
  })
  .refine((server) => server.tls !== "none" || isLoopbackHost(server.host), {
    path: ["tls"],
    message: "none is only allowed for a server on this machine (localhost, 127.0.0.1 or ::1)",
  })
  .refine((server) => (server.user === undefined) === (server.password === undefined), {
    path: ["user"],
    message: "user and password belong together",
  });

const emailChannel = z.strictObject({
  type: z.literal("email"),
  /** Without it messages go to the mailbox of this installation, see `startLocalMailbox`. */
  smtp: smtp.optional(),
  from: emailAddress,
  to: z.array(emailAddress).min(1).max(RECIPIENTS_MAX),
});

const webhookChannel = z.strictObject({
  type: z.literal("webhook"),
  url: z.url({ protocol: /^https?$/ }).max(2_048),
  /** Key of the HMAC signature; see `signWebhook`. */
  secret: secretRef,
  /** Lets the URL lead to loopback and private networks. */
  allow_private: z.boolean().default(false),
});

const outgoingRule = z.strictObject({
  /** A host name, `*.example.com` for everything under it, or an IP address. */
  host: z
    .string()
    .min(1)
    .max(253)
    .regex(/^(\*\.)?[^*\s/@]+$/, "must be a host name, *.example.com or an IP address"),
  /** Only this port; without it the default port of the scheme. */
  port: z.int().min(1).max(65_535).optional(),
  /** Lets the name lead to loopback and private networks. */
  allow_private: z.boolean().default(false),
});

const template = z.strictObject({
  subject: z.string().min(1).max(1_000),
  body: z.string().min(1).max(20_000),
});

/** The configuration section `alerting`: where notifications go and which hosts may be reached. */
export const alertingConfig = z.strictObject({
  /** Where people reach this installation; links in messages start with it. */
  base_url: z.url({ protocol: /^https?$/ }).default("http://localhost:4780"),
  channels: z
    .record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/), z.union([emailChannel, webhookChannel]))
    .refine((channels) => Object.keys(channels).length <= CHANNELS_MAX, `at most ${CHANNELS_MAX} channels`)
    .default({}),
  /** Channels that hear of failures outside of steps; by default `compliance-email`, where there is one. */
  operational: z.array(z.string().min(1).max(64)).max(CHANNELS_MAX).default(["compliance-email"]),
  /** Own message templates in Liquid, by name; a name that ships with Probity is replaced. */
  templates: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/), template).default({}),
  /** With the defaults a message is tried for about fifteen hours: a night's outage loses nothing. */
  retry: z
    .strictObject({
      attempts: z.int().min(1).max(100).default(24),
      initial: duration.default("5s"),
      max: duration.default("1h"),
    })
    .prefault({}),
  outgoing: z.strictObject({ allow: z.array(outgoingRule).max(OUTGOING_RULES_MAX).default([]) }).prefault({}),
  /** A PEM file of certificate authorities trusted in addition to the public ones. */
  ca_file: z.string().min(1).optional(),
});

export type AlertingConfig = z.output<typeof alertingConfig>;
export type Channel = AlertingConfig["channels"][string];
export type EmailChannel = z.output<typeof emailChannel>;
export type WebhookChannel = z.output<typeof webhookChannel>;
export type OutgoingRule = z.output<typeof outgoingRule>;

/** The section as the schema reads it; an absent section means all defaults. @throws ProbityError CONFIG_INVALID with every issue. */
export function readAlertingConfig(section: Json | undefined): AlertingConfig {
  const result = alertingConfig.safeParse(section ?? {});
  if (result.success) return result.data;
  throw new ProbityError("CONFIG_INVALID", "the configuration section alerting is not valid", {
    issues: result.error.issues.map((issue) => ({
      where: ["alerting", ...issue.path].join("."),
      message: issue.message,
    })),
  });
}

/** The channel of that name. @throws ProbityError CHANNEL_UNKNOWN, naming those that exist. */
export function channelOf(config: AlertingConfig, name: string): Channel {
  const channel = Object.hasOwn(config.channels, name) ? config.channels[name] : undefined;
  if (channel !== undefined) return channel;
  const known = Object.keys(config.channels);
  throw new ProbityError(
    "CHANNEL_UNKNOWN",
    `there is no channel "${name}" in alerting.channels; ${known.length > 0 ? `there are: ${known.join(", ")}` : "none is configured"}`,
  );
}

function isLoopbackHost(host: string): boolean {
  return host === "localhost" || (isIP(host) !== 0 && addressClass(host) === "loopback");
}
