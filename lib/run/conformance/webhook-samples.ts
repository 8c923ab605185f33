import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { HookRequest } from "@/lib/inbound/providers/provider";
import { isProviderName, type ProviderName } from "@/lib/inbound/providers/schema";

/** One event as the source of a sample names it (Anymail's or Symfony's words). */
export interface ExpectedEvent {
  event_type?: string;
  name?: string;
  class?: string;
  recipient?: string | null;
  message_id?: string | null;
  id?: string | null;
  timestamp?: string | null;
  click_url?: string | null;
}
export interface WebhookSample {
  file: string;
  source: string;
  /** As the folder names it; null in `provider` where it is not one of ours. */
  providerName: string;
  provider: ProviderName | null;
  direction: string;
  settings: Record<string, string>;
  request: HookRequest;
  expected: { http_status?: number | null; refused?: string | null; events?: ExpectedEvent[] } | null;
}

/** A published signature with the key it was made by. */
export interface Vector {
  id: string;
  provider: string;
  secret?: string;
  public_key_base64_der?: string;
  body?: string;
  body_file?: string;
  change?: { json_field: string; append: string };
  certificate_file?: string;
  headers?: Record<string, string>;
  clock?: string;
  valid: boolean;
}

interface SampleLine {
  file: string;
  provider: string;
  direction?: string;
  body?: string;
  settings?: Record<string, string>;
  expected?: WebhookSample["expected"];
}

function linesOf<T>(dir: string, name: string): T[] {
  const file = path.join(dir, name);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as T);
}

/** The provider of ours behind a folder's name for it. */
export function providerOfSample(name: string): ProviderName | null {
  const ours = name.replace(/^amazon_ses$|^aws_ses$|^amazon-ses$/, "ses").replace(/^sendinblue$/, "brevo");
  return isProviderName(ours) ? ours : null;
}

export const readVectors = (dir: string): Vector[] => linesOf<Vector>(dir, "signatures.jsonl");

/** Every sample of a folder: those with expectations, then those without. */
export function readWebhookSamples(dir: string): WebhookSample[] {
  const lines = [...linesOf<SampleLine>(dir, "expectations.jsonl"), ...linesOf<SampleLine>(dir, "unlabelled.jsonl")];
  return lines.map((line) => ({
    file: line.file,
    source: line.file.split("/")[0] ?? "",
    providerName: line.provider,
    provider: providerOfSample(line.provider),
    direction: line.direction ?? "tracking",
    settings: line.settings ?? {},
    request: requestOf(readFileSync(path.join(dir, line.file)), line.body === "the file itself"),
    expected: line.expected ?? null,
  }));
}

interface RecordedRequest {
  method?: string;
  path?: string;
  content_type?: string;
  headers?: Record<string, string>;
  body?: string;
  body_base64?: string;
}

function requestOf(file: Buffer, isBody: boolean): HookRequest {
  const shared = { method: "POST", url: "/", now: new Date() };
  if (isBody) return { ...shared, headers: { "content-type": "application/json" }, rawBody: file };
  const recorded = JSON.parse(file.toString("utf8")) as RecordedRequest;
  const given = Object.entries(recorded.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  return {
    method: recorded.method ?? "POST",
    url: recorded.path ?? "/",
    now: shared.now,
    headers: { ...(recorded.content_type && { "content-type": recorded.content_type }), ...Object.fromEntries(given) },
    rawBody: recorded.body_base64
      ? Buffer.from(recorded.body_base64, "base64")
      : Buffer.from(recorded.body ?? "", "utf8"),
  };
}
