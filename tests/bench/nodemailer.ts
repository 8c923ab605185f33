import { spawn } from "node:child_process";
import { defaultBrand } from "@/emails/theme";
import { compileContent } from "@/lib/content/templates/compile";
import { type Figures, rounded } from "@/lib/run/measure/report";
import { watchChild } from "@/tests/load/children";
import { newsletter } from "@/tests/load/newsletter";
import { RecordingPeer } from "@/tests/load/recording-peer";

/** What the reference process is told; JSON. Templates hold marks such as `%%FIRST%%`. */
export interface NodemailerTask {
  port: number;
  connections: number;
  messages: number;
  warmUp: number;
  dkim: boolean;
  links: number;
  subject: string;
  html: string;
  text: string;
}

/** The same content as the campaign's, with marks in place of Liquid. */
export async function nodemailerContent(
  htmlBytes: number,
): Promise<Pick<NodemailerTask, "subject" | "html" | "text" | "links">> {
  const brand = { ...defaultBrand, companyName: "Fernway Outdoor", postalAddress: "1 Harbour Road, Bristol" };
  const content = { ...newsletter(htmlBytes), brand, assetBase: "https://mail.homing.example" };
  const compiled = await compileContent({ ...content, trackOpens: true, trackClicks: true });
  return {
    subject: marked(compiled.subject),
    html: marked(compiled.html),
    text: marked(compiled.text),
    links: compiled.links.length,
  };
}

const marks: Record<string, string> = {
  "contact.first_name": "FIRST",
  "contact.city": "CITY",
  "contact.points": "POINTS",
  "slots.pixel": "PIXEL",
  unsubscribe_url: "UNSUBSCRIBE",
  preferences_url: "PREFERENCES",
  view_in_browser_url: "VIEW",
};

function marked(liquid: string): string {
  return liquid.replace(/\{\{\s*([\w.]+)(?:\[(\d+)\])?[^}]*\}\}/g, (_all, path: string, link?: string) => {
    const mark = link === undefined ? marks[path] : `LINK${link}`;
    if (!mark) throw new Error(`The reference does not know {{ ${path} }}.`);
    return `%%${mark}%%`;
  });
}

export interface ReferenceRun {
  perSecond: number;
  figures: Figures;
}

/** Runs the reference once, in a process of its own that warms up first. */
export async function runNodemailer(task: NodemailerTask): Promise<ReferenceRun> {
  const args = ["tests/bench/nodemailer-process.ts", JSON.stringify(task)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  watchChild(child);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (status !== 0) throw new Error(`The nodemailer reference ended with status ${status}.`);
  const { seconds, cpuMicros, memoryMb } = JSON.parse(output) as Record<"seconds" | "cpuMicros" | "memoryMb", number>;
  const perSecond = task.messages / seconds;
  return {
    perSecond,
    figures: {
      messages: task.messages,
      perSecond: rounded(perSecond),
      cpuMicrosPerMessage: rounded(cpuMicros / task.messages),
      peakMemoryMb: rounded(memoryMb),
    },
  };
}

/** What its messages weigh on the wire, on average: a few go to a peer that measures. */
export async function nodemailerWireBytes(task: Omit<NodemailerTask, "port" | "messages" | "warmUp">): Promise<number> {
  const sizes: number[] = [];
  const peer = await RecordingPeer.start({ onTaken: ({ bytes }) => sizes.push(bytes) });
  await runNodemailer({ ...task, port: peer.port, messages: 50, warmUp: 0 });
  await peer.stop();
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length));
}
