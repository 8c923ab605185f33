import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { createTransport } from "nodemailer";
import type { NodemailerTask } from "./nodemailer";

// The reference: what a careful program does with nodemailer. The same mail, personalised by filling marks in a string,
// links with one HMAC a message, list headers, a pool of kept connections. A process of its own, run by Node alone (types
// are only stripped); prints what it measured.

const task = JSON.parse(process.argv[2] ?? "{}") as NodemailerTask;
const names = ["Ada", "Grace", "Linus", "Zoë", "Søren", "Łukasz", "Mei", "Noor"];
const cities = ["Bristol", "Leeds", "Malmö", "Kraków"];
const signedHeaders =
  "from:to:subject:date:message-id:mime-version:content-type:list-id:list-unsubscribe:list-unsubscribe-post:feedback-id";

const transport = createTransport({
  pool: true,
  host: "127.0.0.1",
  port: task.port,
  secure: false,
  ignoreTLS: true,
  maxConnections: task.connections,
  maxMessages: Number.POSITIVE_INFINITY,
  ...(task.dkim && {
    dkim: {
      domainName: "rsa.fernway.example",
      keySelector: "ref",
      privateKey: generateKeyPairSync("rsa", {
        modulusLength: 2048,
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
        publicKeyEncoding: { type: "spki", format: "pem" },
      }).privateKey,
      headerFieldNames: signedHeaders,
    },
  }),
});

const escapeHtml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const fill = (template: string, values: Record<string, string>) =>
  template.replace(/%%([A-Z0-9]+)%%/g, (_mark, name: string) => values[name] ?? "");

async function sendOne(number: number): Promise<void> {
  const id = randomUUID();
  const token = createHmac("sha256", "a-secret-of-the-reference").update(id).digest("base64url");
  const base = "https://mail.homing.example";
  const unsubscribe = `${base}/u/${id}${token}`;
  const values: Record<string, string> = {
    FIRST: names[number % names.length]!,
    CITY: cities[number % cities.length]!,
    POINTS: String(number % 900),
    UNSUBSCRIBE: unsubscribe,
    PREFERENCES: `${unsubscribe}/preferences`,
    VIEW: `${base}/t/v/${id}${token}`,
    PIXEL: `${base}/t/o/${id}${token}.gif`,
  };
  for (let link = 0; link < task.links; link++) values[`LINK${link}`] = `${base}/t/c/${id}${token}${link}`;
  const inHtml = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escapeHtml(value)]));
  await transport.sendMail({
    envelope: { from: `b-${id}@bounce.rsa.fernway.example`, to: `reader${number}@d${number % 500}.readers.example` },
    from: { name: "Fernway Outdoor", address: "news@rsa.fernway.example" },
    to: { name: values.FIRST!, address: `reader${number}@d${number % 500}.readers.example` },
    messageId: `<${id}@rsa.fernway.example>`,
    subject: fill(task.subject, values),
    text: fill(task.text, values),
    html: fill(task.html, inHtml),
    headers: {
      "List-Id": "Fernway Outdoor <bench.lists.rsa.fernway.example>",
      "List-Unsubscribe": `<${unsubscribe}>, <mailto:u-${id}@bounce.rsa.fernway.example>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Feedback-ID": "c1:w1:campaign:hsender",
    },
  });
}

async function sendAll(count: number): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await sendOne(next++);
  };
  await Promise.all(Array.from({ length: task.connections * 4 }, lane));
}

await sendAll(task.warmUp);
const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await sendAll(task.messages);
const seconds = (performance.now() - startedAt) / 1000;
const cpu = process.cpuUsage(cpuBefore);
transport.close();
process.stdout.write(
  JSON.stringify({
    seconds,
    cpuMicros: cpu.user + cpu.system,
    memoryMb: process.resourceUsage().maxRSS / 1024,
  }),
);
