import { spawn } from "node:child_process";
import { rounded } from "@/lib/run/measure/report";
import { watchChild } from "@/tests/load/children";
import { cpuMicrosOfEndedChildren } from "@/tests/load/proc";
import { RecordingPeer } from "@/tests/load/recording-peer";
import type { ReferenceRun } from "./nodemailer";

/** Sessions at once; the best of them counts. */
export const SESSIONS = [1, 4, 16] as const;

interface SourceTask {
  program: string;
  port: number;
  messages: number;
  sessions: number;
  /** Octets of the body, as `-l` takes them. */
  bodyBytes: number;
}

function run({ program, port, messages, sessions, bodyBytes }: SourceTask): Promise<void> {
  // -d: do not disconnect after a message, the next one goes over the same connection.
  const args = ["-4", "-d", "-s", `${sessions}`, "-m", `${messages}`, "-l", `${bodyBytes}`];
  const addresses = ["-f", "news@none.fernway.example", "-t", "reader1@d1.readers.example"];
  const child = spawn(program, [...args, ...addresses, `127.0.0.1:${port}`], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  watchChild(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`smtp-source ended with status ${code}.`)),
    );
  });
}

/** Postfix's C load generator, once. */
export async function runSmtpSource(task: SourceTask): Promise<ReferenceRun> {
  const cpuBefore = cpuMicrosOfEndedChildren();
  const startedAt = performance.now();
  await run(task);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuAfter = cpuMicrosOfEndedChildren();
  const cpu = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / task.messages;
  const perSecond = task.messages / seconds;
  return {
    perSecond,
    figures: {
      sessions: task.sessions,
      messages: task.messages,
      perSecond: rounded(perSecond),
      cpuMicrosPerMessage: rounded(cpu),
    },
  };
}

/** The body length with which its messages are as long on the wire as ours: it puts a head of its own on top. */
export async function bodyBytesFor(program: string, wireBytes: number): Promise<number> {
  let received = 0;
  const peer = await RecordingPeer.start({
    onTaken: ({ bytes }) => {
      received = bytes;
    },
  });
  await run({ program, port: peer.port, messages: 1, sessions: 1, bodyBytes: wireBytes });
  await peer.stop();
  return Math.max(1, wireBytes - (received - wireBytes));
}
