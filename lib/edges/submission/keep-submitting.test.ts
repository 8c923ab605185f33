import { afterEach, expect, test, vi } from "vitest";
import { createLog } from "@/lib/base/log";
import { greetingOf } from "@/lib/inbound/mail/greeting-of";
import { startOne } from "@/lib/inbound/mail/one-listener";
import { startSubmission, submissionBanner } from "./submission-server";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

test("a second worker knows the first one also by a port that speaks TLS from the first octet, and takes over", async () => {
  const listening = (port: number) =>
    startSubmission({ host: "127.0.0.1", name: "smtp.homing.test", ports: [{ port, protection: "tls" }] });
  const first = await listening(0);
  const [port = 0] = first.ports;
  const second = await startOne({
    start: () => listening(port),
    listen: { host: "127.0.0.1", port },
    ...{ banner: submissionBanner, setting: "X", what: "mail", tlsPorts: [port], log: createLog({ part: "test" }) },
  });
  open.push(second);
  expect(second.first).toBeNull();
  await first.close();
  await vi.waitFor(async () => expect(await greetingOf("127.0.0.1", port, true)).toContain(submissionBanner), {
    timeout: 15_000,
    interval: 200,
  });
}, 30_000);
