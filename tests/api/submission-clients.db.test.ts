import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noPostfix, type Postfix, startPostfix } from "../support/postfix";
import { sentFrom, submitter, testSubmission } from "../support/submission";
import { messagesOf } from "../worker/emails-fixture";

const run = promisify(execFile);
const found = (program: string) =>
  run(program, ["--version"]).then(
    () => true,
    () => false,
  );
const python = await found("python3");
const swaks = await found("swaks");
const missing =
  noPostfix() ?? (existsSync("/usr/lib/x86_64-linux-gnu/sasl2/libplain.so") ? null : "SASL PLAIN is not installed");
for (const [name, there] of [
  ["Python", python],
  ["swaks", swaks],
  ["Postfix", missing === null],
] as const)
  if (!there) console.info(`The test with ${name} is skipped: it is not there.`);

let server: Awaited<ReturnType<typeof testSubmission>>;
beforeAll(async () => {
  server = await testSubmission();
});
afterAll(() => server.close());

test.skipIf(!python)(
  "Python's smtplib hands over mail by STARTTLS and by TLS, and hears why one is refused",
  async () => {
    const { ctx, key, from } = await submitter();
    const script = `
import smtplib, ssl, sys
from email.message import EmailMessage
key, sender, starttls, tls = sys.argv[1:]
context = ssl._create_unverified_context()
message = EmailMessage()
message["From"], message["To"], message["Bcc"] = f"App <{sender}>", "Ada <ada@example.net>", "hidden@example.net"
message["Subject"] = "Größe"
message["X-Homing-Tag"] = "via=python"
message.set_content("Hello\\n.\\nBye")
message.add_alternative("<p>Hello</p>", subtype="html")
message.add_attachment(b"\\x00\\x01", maintype="application", subtype="octet-stream", filename="a.bin")
with smtplib.SMTP("127.0.0.1", int(starttls)) as smtp:
    smtp.starttls(context=context)
    smtp.login("homing", key)
    print(smtp.send_message(message))
with smtplib.SMTP_SSL("127.0.0.1", int(tls), context=context) as smtp:
    try: smtp.login("homing", "wrong")
    except smtplib.SMTPAuthenticationError as error: print(error.smtp_code)
    smtp.login("homing", key)
    del message["From"]
    try: smtp.sendmail(sender, ["ada@example.net"], message.as_bytes())
    except smtplib.SMTPDataError as error: print(error.smtp_code, error.smtp_error.decode())
`;
    const { stdout } = await run("python3", ["-c", script, key, from, `${server.starttls}`, `${server.tls}`]);
    expect(stdout.trim().split("\n")).toEqual(["{}", "535", "550 5.6.0 The mail has no From fields."]);
    const sent = await sentFrom(ctx);
    expect([...sent.keys()].sort()).toEqual(["ada@example.net", "hidden@example.net"]);
    for (const { raw } of sent.values()) {
      expect(raw).toContain("Hello\r\n.\r\nBye\r\n");
      expect(raw).toContain('filename="a.bin"');
      expect(raw).not.toMatch(/hidden|X-Homing/);
    }
  },
);

test.skipIf(!swaks)("swaks hands over mail", async () => {
  const { ctx, key, from } = await submitter();
  const auth = ["--tls", "--auth", "PLAIN", "--auth-user", "homing", "--auth-password", key];
  await run("swaks", ["--server", `127.0.0.1:${server.starttls}`, ...auth, "--from", from, "--to", "ada@example.net"]);
  expect((await sentFrom(ctx)).size).toBe(1);
});

test("a pool of nodemailer hands over many mails, each once", async () => {
  const { ctx, key, from } = await submitter();
  const pool = createTransport({
    ...{ host: "127.0.0.1", port: server.starttls, pool: true, maxConnections: 4, requireTLS: true },
    ...{ auth: { user: "anybody", pass: key }, tls: { rejectUnauthorized: false } },
  });
  const to = Array.from({ length: 40 }, (_, no) => `p${no}@example.net`);
  await Promise.all(to.map((each) => pool.sendMail({ from, to: each, subject: "Hi", text: "Hi" })));
  pool.close();
  expect((await messagesOf(ctx)).map(({ email }) => email).sort()).toEqual([...to].sort());
});

test.skipIf(missing !== null)(
  "a Postfix hands its mail on to us as its smarthost, in parts where a mail has more recipients than we take",
  async () => {
    const { ctx, key, from } = await submitter();
    let postfix: Postfix | undefined;
    try {
      postfix = await startPostfix({
        recipients: [],
        routes: [`/./ relay:[127.0.0.1]:${server.starttls}`],
        settings: [
          "smtp_sasl_auth_enable = yes",
          `smtp_sasl_password_maps = static:homing:${key}`,
          "smtp_sasl_security_options = noanonymous",
          "smtp_sasl_mechanism_filter = plain",
          "smtp_destination_recipient_limit = 150",
          "relay_destination_recipient_limit = 150",
          "smtp_tls_security_level = encrypt",
          "maximal_queue_lifetime = 1h",
          "smtpd_recipient_restrictions = permit_mynetworks, reject",
        ],
      });
      const local = createTransport({ host: "127.0.0.1", port: postfix.port, ignoreTLS: true });
      const to = Array.from({ length: 130 }, (_, no) => `p${no}@example.net`);
      const raw = [
        `From: root@${from.split("@")[1]} (Cron Daemon)`,
        "To: team@example.net",
        "Subject: Nightly",
        "",
        ".",
        "done",
      ];
      await local.sendMail({ raw: raw.join("\r\n"), envelope: { from: "root@mx.postfix.test", to } });
      const until = Date.now() + 20_000;
      while ((await messagesOf(ctx)).length < to.length && Date.now() < until) await sleep(200);
      expect((await messagesOf(ctx)).map(({ email }) => email).sort(), postfix.log().slice(-3000)).toEqual(
        [...to].sort(),
      );
      const sent = await sentFrom(ctx);
      expect(sent.size).toBe(to.length);
      expect(sent.get("p7@example.net")!.raw).toMatch(/\r\nSubject: Nightly\r\n[\s\S]*\r\n\r\n\.\r\ndone\r\n$/);
      expect(postfix.log()).toMatch(/status=sent \(250 2\.0\.0 Ok: queued as eml_/);
    } finally {
      await postfix?.stop();
    }
  },
  60_000,
);
