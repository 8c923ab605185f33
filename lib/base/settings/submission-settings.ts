import type { BlockList } from "node:net";
import path from "node:path";
import { z } from "zod";
import { parseTrustedProxies } from "./trusted-proxies";

/**
 * How a port of SMTP submission is protected: `tls` from the first octet, `starttls` before anybody signs in, `plain` without, for programs of
 * this machine and of private networks only.
 */
export const portProtections = ["starttls", "tls", "plain"] as const;
export type PortProtection = (typeof portProtections)[number];

export interface SubmissionPort {
  port: number;
  protection: PortProtection;
}

const MOST_PORTS = 8;
/** By RFC 8314 §3.3, and the high twin that providers offer besides. */
const implicitTls: ReadonlySet<number> = new Set([465, 2465]);

function readPorts(text: string, context: z.RefinementCtx): SubmissionPort[] {
  const ports = text.split(",").flatMap((part) => {
    const entry = part.trim().toLowerCase();
    if (entry === "" || entry === "off") return [];
    const [, digits, chosen] = /^(\d{1,5})(?::(starttls|tls|plain))?$/.exec(entry) ?? [];
    const port = Number(digits ?? Number.NaN);
    if (port <= 65_535)
      return [{ port, protection: (chosen as PortProtection) ?? (implicitTls.has(port) ? "tls" : "starttls") }];
    context.addIssue(`"${entry}" is no port; expected e.g. 587,465,2525, each also with :tls, :starttls or :plain`);
    return [];
  });
  if (ports.length > MOST_PORTS) context.addIssue(`expected at most ${MOST_PORTS} ports`);
  const taken = ports.filter(({ port }) => port !== 0).map(({ port }) => port);
  if (new Set(taken).size < taken.length) context.addIssue("a port stands there twice");
  return ports;
}

function readNetworks(text: string, context: z.RefinementCtx): BlockList | null {
  try {
    return text.trim() === "" ? null : parseTrustedProxies(text);
  } catch (error) {
    context.addIssue(`${(error as Error).message}; expected e.g. loopback, private or 10.0.0.0/8, by comma`);
    return z.NEVER;
  }
}

const filePath = z
  .string()
  .refine((text) => path.isAbsolute(text) && !text.includes("\0"), "expected an absolute path");

/** Settings of SMTP submission; part of lib/base/env.ts. */
export const submissionShape = {
  SMTP_SUBMISSION_PORTS: z.string().default("").transform(readPorts),
  SMTP_SUBMISSION_HOST: z
    .string()
    .regex(/^[\w.:-]{1,253}$/, "expected an address of this machine such as 0.0.0.0")
    .default("127.0.0.1"),
  SMTP_SUBMISSION_NAME: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i, "expected a host name such as smtp.example.com")
    .optional(),
  SMTP_SUBMISSION_PUBLIC_PORTS: z.string().default("").transform(readPorts),
  SMTP_SUBMISSION_TLS_CERT: filePath.optional(),
  SMTP_SUBMISSION_TLS_KEY: filePath.optional(),
  SMTP_SUBMISSION_MAX_BYTES: z.coerce.number().int().min(65_536).max(52_428_800).default(26_214_400),
  SMTP_SUBMISSION_PER_MINUTE: z.coerce.number().int().min(1).max(10_000_000).default(120_000),
  SMTP_SUBMISSION_CONNECTIONS: z.coerce.number().int().min(1).max(20_000).default(1000),
  SMTP_SUBMISSION_PROXY: z.string().default("").transform(readNetworks),
};

type RawSubmission = z.infer<z.ZodObject<typeof submissionShape>>;

/** What belongs together is set together. */
export function requireWholeSubmission(raw: RawSubmission, context: z.RefinementCtx): void {
  if (Boolean(raw.SMTP_SUBMISSION_TLS_CERT) === Boolean(raw.SMTP_SUBMISSION_TLS_KEY)) return;
  context.addIssue({
    code: "custom",
    path: ["SMTP_SUBMISSION_TLS_KEY"],
    message: "expected together with SMTP_SUBMISSION_TLS_CERT",
  });
}

const local = parseTrustedProxies("loopback, private");

/** Whether an address is of this machine or of a private network. */
export const isNearby = (address: string): boolean => local.check(address, address.includes(":") ? "ipv6" : "ipv4");
