import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A span as a collector gets it. */
export interface ReceivedSpan {
  service: string;
  traceId: string;
  spanId: string;
  /** Empty for the first one of a trace. */
  parentId: string;
  name: string;
  /** SpanKind of OTLP: 1 internal, 2 server, 3 client, 5 consumer. */
  kind: number;
  failed: boolean;
  attributes: Record<string, string | number | boolean>;
  tookMs: number;
}

export interface OtlpReceiver {
  url: string;
  spans: ReceivedSpan[];
  /** Headers of the last request. */
  headers: Record<string, unknown>;
  /** Everything that came, as text in which a name would be found. */
  text(): string;
  close(): Promise<void>;
}

/** A collector on this machine: takes OTLP over HTTP in protobuf, and nothing else. */
export async function otlpReceiver(): Promise<OtlpReceiver> {
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const fits = request.url === "/v1/traces" && request.headers["content-type"] === "application/x-protobuf";
      receiver.headers = request.headers;
      const body = Buffer.concat(chunks);
      bodies.push(body);
      if (fits) receiver.spans.push(...spansIn(body));
      response.writeHead(fits ? 200 : 400).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: OtlpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: [],
    headers: {},
    text: () => Buffer.concat(bodies).toString("latin1"),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

type Value = bigint | Buffer;
type Fields = Map<number, Value[]>;

/** The fields of a protobuf message by their number (wire types 0, 1, 2 and 5). */
function fieldsOf(bytes: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const octet = bytes[at++]!;
      value |= BigInt(octet & 127) << shift;
      if (octet < 128) return value;
    }
  };
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const read: Record<number, () => Value> = {
    0: varint,
    1: () => take(8).readBigUInt64LE(),
    2: () => take(Number(varint())),
    5: () => BigInt(take(4).readUInt32LE()),
  };
  while (at < bytes.length) {
    const key = Number(varint());
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), read[key & 7]!()]);
  }
  return fields;
}

const within = (fields: Fields, number: number): Fields[] =>
  (fields.get(number) ?? []).map((bytes) => fieldsOf(bytes as Buffer));
const bytesAt = (fields: Fields, number: number) => (fields.get(number)?.[0] as Buffer | undefined) ?? Buffer.alloc(0);
const numberAt = (fields: Fields, number: number) => Number(fields.get(number)?.[0] ?? 0);

/** KeyValue and AnyValue of opentelemetry/proto/common/v1/common.proto. */
function attributesOf(fields: Fields, number: number): ReceivedSpan["attributes"] {
  const entries = within(fields, number).map((pair) => {
    const value = within(pair, 2)[0]!;
    const text = value.get(1)?.[0];
    const real = value.get(4)?.[0];
    if (text) return text.toString();
    if (value.has(2)) return numberAt(value, 2) === 1;
    return real === undefined ? numberAt(value, 3) : new Float64Array(new BigUint64Array([real as bigint]).buffer)[0]!;
  });
  return Object.fromEntries(within(fields, number).map((pair, at) => [bytesAt(pair, 1).toString(), entries[at]!]));
}

/** ExportTraceServiceRequest of opentelemetry/proto/trace/v1/trace.proto. */
function spansIn(body: Buffer): ReceivedSpan[] {
  return within(fieldsOf(body), 1).flatMap((resource) => {
    const service = String(attributesOf(within(resource, 1)[0]!, 1)["service.name"]);
    const spans = within(resource, 2).flatMap((scope) => within(scope, 2));
    return spans.map((span) => ({
      service,
      traceId: bytesAt(span, 1).toString("hex"),
      spanId: bytesAt(span, 2).toString("hex"),
      parentId: bytesAt(span, 4).toString("hex"),
      name: bytesAt(span, 5).toString(),
      kind: numberAt(span, 6),
      failed: within(span, 15).some((status) => numberAt(status, 3) === 2),
      attributes: attributesOf(span, 9),
      tookMs: (numberAt(span, 8) - numberAt(span, 7)) / 1e6,
    }));
  });
}
