import type { BlockList } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { onFunctions } from "@/lib/base/process/function-host";
import { backupShape, requireWholeBackup } from "@/lib/base/settings/backup-settings";
import { oidcShape, requireWholeOidc } from "@/lib/base/settings/oidc-settings";
import { pictureShape, requireWholePictures } from "@/lib/base/settings/picture-settings";
import { requireWholeSubmission, submissionShape } from "@/lib/base/settings/submission-settings";
import { tracingShape } from "@/lib/base/settings/tracing-settings";
import { parseTrustedProxies } from "@/lib/base/settings/trusted-proxies";

const port = z.coerce.number().int().min(0).max(65535);
const httpUrl = z
  .url({ protocol: /^https?$/, error: "expected an absolute http(s) URL" })
  .transform((url) => url.replace(/\/+$/, ""));

/** Functions are many processes with few connections each. */
const leastPool = () => (onFunctions() ? 1 : 2);

const filePath = z
  .string()
  .refine((text) => path.isAbsolute(text) && !text.includes("\0"), "expected an absolute path");

function trustedProxies(text: string, context: z.RefinementCtx): BlockList {
  try {
    return parseTrustedProxies(text);
  } catch (error) {
    context.addIssue(`${(error as Error).message}; expected e.g. loopback, private or 10.0.0.0/8, by comma`);
    return z.NEVER;
  }
}

/** By comma, which is %2C within one: each may still open what was signed and sealed before it was replaced. */
function previousSecrets(text: string, context: z.RefinementCtx): string[] {
  const secrets = text.split(",").flatMap((part) => part.trim().replaceAll("%2C", ",") || []);
  if (secrets.some((secret) => secret.length < 32))
    context.addIssue("expected secrets of at least 32 characters, by comma");
  if (secrets.length > 8) context.addIssue("expected at most 8 secrets: each costs time at every wrong link");
  return secrets;
}

/** Origins, by comma. */
const origins = z.string().transform((text, context) =>
  text.split(",").flatMap((part) => {
    const origin = part.trim().replace(/\/+$/, "");
    if (origin === "") return [];
    if (URL.canParse(origin) && new URL(origin).origin === origin) return [origin];
    context.addIssue(`"${origin}" is no origin; expected e.g. https://homing.example.com, by comma`);
    return [];
  }),
);

/** Every setting of the product. `.env.example` documents each; a wrong one stops the start with its name. */
export const Env = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
    APP_URL: httpUrl.default("http://localhost:3000"),
    TRACKING_URL: httpUrl.optional(),
    ALLOWED_ORIGINS: origins.default([]),
    PORT: port.default(3000),
    HOST: z.string().default("127.0.0.1"),
    WEB_CONNECTIONS: z.coerce.number().int().min(50).max(100_000).default(4000),
    WEB_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(10).max(100_000).default(256),
    WEB_REQUESTS_PER_ADDRESS: z.coerce.number().int().min(10).max(100_000).default(64),
    API_CALLS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(6000),
    DATABASE_URL: z
      .string("it is not set; only npm start brings a database of its own")
      .regex(/^postgres(ql)?:\/\//, "expected a postgresql:// URL"),
    DATABASE_POOL: z.coerce
      .number()
      .int()
      .max(200)
      .refine((size) => size >= leastPool(), { error: "expected at least 2; on Vercel 1" })
      .default(() => (onFunctions() ? 2 : 10)),
    HOMING_SECRET: z
      .string("it is not set; npm start makes one only for the database of its own")
      .min(32, "expected at least 32 characters, e.g. from `openssl rand -hex 32`"),
    HOMING_SECRET_PREVIOUS: z.string().default("").transform(previousSecrets),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, "expected an smtp:// or smtps:// URL")
      .optional(),
    RESEND_API_KEY: z.string().startsWith("re_", "expected a key that starts with re_").optional(),
    SYSTEM_FROM: z.string().min(3).default("Homing <homing@homing.test>"),
    MAILBOX: z.enum(["embedded", "off"]).optional(),
    MAILBOX_SMTP_PORT: port.default(2525),
    INBOUND_SMTP_HOST: z.string().default("127.0.0.1"),
    INBOUND_SMTP_PORT: port.default(2526),
    INBOUND_DOMAIN: z.string().default("bounces.homing.test"),
    INBOUND_TLS_CERT: filePath.optional(),
    INBOUND_TLS_KEY: filePath.optional(),
    INBOUND_MAX_BYTES: z.coerce.number().int().min(65_536).max(52_428_800).default(1_048_576),
    TRUST_PROXY: z.string().default("").transform(trustedProxies),
    ALLOW_PRIVATE_SMTP: z
      .enum(["true", "false"])
      .default("false")
      .transform((value) => value === "true"),
    READY_TOKEN: z.string().min(16, "expected at least 16 characters").optional(),
    STUCK_AFTER_MINUTES: z.coerce.number().int().min(1).max(1440).default(15),
    CRON_SECRET: z.string().min(16, "expected at least 16 characters").optional(),
    METRICS_PORT: z.coerce.number().int().min(1).max(65535).optional(),
    METRICS_HOST: z.string().default("127.0.0.1"),
    METRICS_TOKEN: z.string().min(16, "expected at least 16 characters").optional(),
    JOURNAL_DIR: z
      .string()
      .refine((text) => !text.includes("\0"), "expected a folder")
      .default(() => path.join(tmpdir(), "homing-journal")),
    KEEP_EVENT_MONTHS: z.coerce
      .number()
      .int()
      .min(3, "expected at least 3: what is decided looks back that far")
      .max(1200)
      .optional(),
    WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(32).default(4),
    ...backupShape,
    ...oidcShape,
    ...pictureShape,
    ...submissionShape,
    ...tracingShape,
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  })
  .refine((raw) => Boolean(raw.INBOUND_TLS_CERT) === Boolean(raw.INBOUND_TLS_KEY), {
    path: ["INBOUND_TLS_KEY"],
    error: "expected together with INBOUND_TLS_CERT",
  })
  .superRefine(requireWholeBackup)
  .superRefine(requireWholeOidc)
  .superRefine(requireWholePictures)
  .superRefine(requireWholeSubmission)
  .transform((raw) => ({
    ...raw,
    TRACKING_URL: raw.TRACKING_URL ?? raw.APP_URL,
    SMTP_SUBMISSION_PUBLIC_PORTS:
      raw.SMTP_SUBMISSION_PUBLIC_PORTS.length > 0 ? raw.SMTP_SUBMISSION_PUBLIC_PORTS : raw.SMTP_SUBMISSION_PORTS,
    SMTP_SUBMISSION_NAME: raw.SMTP_SUBMISSION_NAME ?? new URL(raw.APP_URL).hostname,
    /** The embedded mailbox stands in when no real way out is set. */
    MAILBOX: raw.MAILBOX ?? (raw.SMTP_URL || raw.RESEND_API_KEY ? ("off" as const) : ("embedded" as const)),
  }));
export type Env = z.infer<typeof Env>;

/** Parses settings; empty strings count as unset. Throws an Error that lists every wrong name and what was expected. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Env.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Wrong settings (see .env.example):\n${lines.join("\n")}`);
}

let cached: Env | undefined;

/** The settings of this process, parsed at first use so that `next build` needs none. */
export const env: Env = new Proxy({} as Env, {
  get: (_target, name) => {
    cached ??= parseEnv(process.env);
    return cached[name as keyof Env];
  },
});
