import { createHash, createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A request to fail, once: the connection ends before an answer, or a status. */
export type S3Fault = "cut" | number;

export interface S3Peer {
  url: string;
  objects: Map<string, Buffer>;
  /** Uploads that were begun and neither completed nor given up. */
  uploads: Map<string, { key: string; parts: Map<number, Buffer> }>;
  /** Faults of the next requests of a method and a part of the address, in order. */
  faults: { match: RegExp; fault: S3Fault }[];
  close(): Promise<void>;
}

export const s3PeerSettings = {
  region: "eu-central-1",
  accessKeyId: "AKIAEXAMPLE",
  secretAccessKey: "a-secret/of+the test",
};
export const s3PeerBucket = "homing-backups";
/** What S3 asks of every part but the last. */
const LEAST_PART = 5 * 2 ** 20;

const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
const mac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Computes the signature anew, by the letter of Amazon's specification of Signature Version 4. Answers what is wrong. */
function signatureProblem(request: IncomingMessage, url: URL, body: Buffer): string | null {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    );
  if (!parts) return "MissingSecurityHeader";
  const [, keyId, day, region, names = "", signature] = parts;
  const time = String(request.headers["x-amz-date"]);
  if (keyId !== s3PeerSettings.accessKeyId) return "InvalidAccessKeyId";
  if (!time.startsWith(day!) || region !== s3PeerSettings.region || !names.split(";").includes("host"))
    return "AuthorizationHeaderMalformed";
  const hash = String(request.headers["x-amz-content-sha256"]);
  if (hash !== sha256(body)) return "XAmzContentSHA256Mismatch";
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = [request.method, url.pathname, query.join("&"), headers.join(""), names, hash].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = [day!, region!, "s3", "aws4_request"].reduce<Buffer | string>(
    mac,
    `AWS4${s3PeerSettings.secretAccessKey}`,
  );
  const expected = mac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString("hex");
  return expected === signature ? null : "SignatureDoesNotMatch";
}

type Answer = { status: number; body?: string | Buffer; headers?: Record<string, string> };
const refusal = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No &amp; no</Message></Error>`,
});
const xml = (text: string): Answer => ({ status: 200, body: `<?xml version="1.0" encoding="UTF-8"?>${text}` });

type State = Pick<S3Peer, "objects" | "uploads">;

function complete({ objects, uploads }: State, id: string, body: string): Answer {
  const upload = uploads.get(id);
  if (!upload) return refusal(404, "NoSuchUpload");
  const named = [
    ...body.matchAll(/<Part><PartNumber>(\d+)<\/PartNumber><ETag>&quot;([0-9a-f]+)&quot;<\/ETag><\/Part>/g),
  ];
  const parts = named.map(([, number]) => upload.parts.get(Number(number)));
  if (named.length === 0 || parts.some((part, at) => !part || sha256(part).slice(0, 32) !== named[at]![2]))
    return xml("<Error><Code>InvalidPart</Code><Message>A part is not there.</Message></Error>");
  if (parts.slice(0, -1).some((part) => part!.length < LEAST_PART)) return refusal(400, "EntityTooSmall");
  objects.set(upload.key, Buffer.concat(parts as Buffer[]));
  uploads.delete(id);
  return xml("<CompleteMultipartUploadResult><ETag>&quot;x-2&quot;</ETag></CompleteMultipartUploadResult>");
}

function uploadPart({ uploads }: State, url: URL, body: Buffer): Answer {
  const upload = uploads.get(url.searchParams.get("uploadId")!);
  const number = Number(url.searchParams.get("partNumber"));
  if (!upload) return refusal(404, "NoSuchUpload");
  if (!(number >= 1 && number <= 10_000)) return refusal(400, "InvalidArgument");
  upload.parts.set(number, body);
  return { status: 200, headers: { etag: `"${sha256(body).slice(0, 32)}"` } };
}

/** After both markers, in the order of keys and then of ids; as in S3 the pages go on where they ended, also when what was on them is gone. */
function listUploads(uploads: [string, { key: string }][], { searchParams }: URL): Answer {
  const [afterKey, afterId] = [searchParams.get("key-marker") ?? "", searchParams.get("upload-id-marker") ?? ""];
  const found = uploads
    .map(([id, { key }]) => ({ id, key }))
    .filter(({ key }) => key.startsWith(searchParams.get("prefix") ?? ""))
    .filter(({ id, key }) => key > afterKey || (key === afterKey && afterId !== "" && id > afterId))
    .sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : 1) : a.key < b.key ? -1 : 1));
  const page = found.slice(0, 2);
  const items = page.map(({ id, key }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`);
  const last = page.at(-1);
  const next = last && `<NextKeyMarker>${last.key}</NextKeyMarker><NextUploadIdMarker>${last.id}</NextUploadIdMarker>`;
  const isTruncated = found.length > page.length;
  return xml(
    `<ListMultipartUploadsResult>${isTruncated ? next : ""}<IsTruncated>${isTruncated}</IsTruncated>${items.join("")}</ListMultipartUploadsResult>`,
  );
}

/** Two names a page, so that whoever lists has to come again. */
function list({ objects, uploads }: State, url: URL): Answer {
  const prefix = url.searchParams.get("prefix") ?? "";
  if (url.searchParams.has("uploads")) {
    return listUploads([...uploads], url);
  }
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  const from = Number(url.searchParams.get("continuation-token") ?? 0);
  const items = keys
    .slice(from, from + 2)
    .map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)!.length}</Size></Contents>`);
  const next = from + 2 < keys.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : "";
  return xml(`<ListBucketResult>${items.join("")}${next}</ListBucketResult>`);
}

function answer(state: State, method: string, url: URL, body: Buffer): Answer {
  const [, bucket, ...rest] = url.pathname.split("/");
  if (bucket !== s3PeerBucket) return refusal(404, "NoSuchBucket");
  const key = decodeURIComponent(rest.join("/"));
  const id = url.searchParams.get("uploadId");
  if (method === "GET" && key === "") return list(state, url);
  if (method === "POST" && url.searchParams.has("uploads")) {
    const uploadId = randomUUID();
    state.uploads.set(uploadId, { key, parts: new Map() });
    return xml(
      `<InitiateMultipartUploadResult><Key>${key}</Key><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`,
    );
  }
  if (method === "POST" && id) return complete(state, id, body.toString());
  if (method === "PUT" && id) return uploadPart(state, url, body);
  if (method === "PUT") {
    state.objects.set(key, body);
    return { status: 200, headers: { etag: `"${sha256(body).slice(0, 32)}"` } };
  }
  if (method === "DELETE" && id) return { status: state.uploads.delete(id) ? 204 : 404 };
  if (method === "DELETE") {
    state.objects.delete(key);
    return { status: 204 };
  }
  const object = state.objects.get(key);
  return object ? { status: 200, body: object } : refusal(404, "NoSuchKey");
}

/**
 * A stand-in for a storage that speaks S3, with the bucket in the path: it minds signatures over the whole request, the sizes and tags of
 * parts, and pages of lists.
 */
export async function s3Peer(): Promise<S3Peer> {
  const state: Pick<S3Peer, "objects" | "uploads" | "faults"> = { objects: new Map(), uploads: new Map(), faults: [] };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? "/", "http://peer");
    const at = state.faults.findIndex(({ match }) => match.test(`${request.method} ${request.url}`));
    const [found] = at < 0 ? [] : state.faults.splice(at, 1);
    if (found?.fault === "cut") return void response.socket?.destroy();
    const problem = signatureProblem(request, url, body);
    const given = found
      ? refusal(found.fault as number, "SlowDown")
      : problem
        ? refusal(403, problem)
        : answer(state, request.method ?? "", url, body);
    response.writeHead(given.status, given.headers);
    response.end(given.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
