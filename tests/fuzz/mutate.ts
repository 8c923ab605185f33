/** A small seeded generator (mulberry32): the same seed gives the same mutations on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Mutation = (raw: Buffer, random: () => number, samples: readonly Buffer[]) => Buffer;

const between = (random: () => number, limit: number) => Math.floor(random() * limit);
const insert = (raw: Buffer, at: number, what: Buffer | string) =>
  Buffer.concat([raw.subarray(0, at), typeof what === "string" ? Buffer.from(what, "latin1") : what, raw.subarray(at)]);

/** What makes naive readers slow: runs of what a pattern may repeat. */
const runs = [
  "<",
  ">",
  "@",
  "a@",
  "a.",
  " ",
  "\t",
  "\n",
  "\r",
  "-",
  "--b\n",
  "=?",
  "?=",
  "(",
  ")",
  "[",
  ";",
  ":",
  "a@b.c ",
  "<a@b.c>:\n",
  "550 5.1.1 ",
  "=\n",
  "=3D",
  "\0",
  "\xff",
  "Received: x\n",
  " fold\n",
  "X: y\n",
  "user ",
  "mailbox ",
  "host unknown ",
  "…".repeat(2),
];

const fields = [
  "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
  "Content-Type: multipart/mixed; boundary=\n",
  "Content-Type: message/rfc822\n",
  "Content-Type: text/plain; charset=nonsense\n",
  "Content-Transfer-Encoding: base64\n",
  "Content-Transfer-Encoding: quoted-printable\n",
  "Content-Type: text/html\n",
  "X-Failed-Recipients: a@b.c, d@e.f\n",
  "Final-Recipient: rfc822;\n",
  "From: <>\n",
];

const mutations: readonly Mutation[] = [
  (raw, random) => {
    const copy = Buffer.from(raw);
    for (let count = 1 + between(random, 40); count > 0; count--)
      copy[between(random, copy.length)] = between(random, 256);
    return copy;
  },
  (raw, random) => raw.subarray(0, between(random, raw.length)),
  (raw, random) => raw.subarray(between(random, raw.length)),
  (raw, random) => {
    const from = between(random, raw.length);
    return insert(raw, between(random, raw.length), raw.subarray(from, from + between(random, 4000)));
  },
  (raw, random, samples) => {
    const other = samples[between(random, samples.length)]!;
    return Buffer.concat([raw.subarray(0, between(random, raw.length)), other.subarray(between(random, other.length))]);
  },
  (raw, random) =>
    insert(raw, between(random, raw.length), runs[between(random, runs.length)]!.repeat(1 + between(random, 20_000))),
  (raw, random) => insert(raw, 0, fields[between(random, fields.length)]!.repeat(1 + between(random, 3))),
  (raw, random) => insert(raw, between(random, raw.length), fields[between(random, fields.length)]!),
  (raw) => Buffer.from(raw.toString("latin1").replaceAll("\r\n", "\n").replaceAll("\n", "\r"), "latin1"),
  (raw) => Buffer.from(raw.toString("latin1").replaceAll("\n", ""), "latin1"),
  (raw) => Buffer.from(`Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n${raw.toString("base64")}`),
  (raw, random) => {
    const levels = 1 + between(random, 300);
    const open = Array.from(
      { length: levels },
      (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`,
    );
    return Buffer.concat([Buffer.from(open.join("")), raw]);
  },
  (raw, random) =>
    Buffer.from(`Content-Type: message/rfc822\n\n`.repeat(1 + between(random, 300)) + raw.toString("latin1"), "latin1"),
];

/** A sample with one to four mutations on it. */
export function mutated(samples: readonly Buffer[], random: () => number): Buffer {
  let raw = samples[between(random, samples.length)]!;
  for (let count = 1 + between(random, 4); count > 0; count--) {
    raw = mutations[between(random, mutations.length)]!(raw, random, samples);
    if (raw.length === 0) return Buffer.from("\n");
  }
  return raw.subarray(0, 2_000_000);
}
