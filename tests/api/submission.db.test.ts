import { createTransport, type SentMessageInfo } from "nodemailer";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { getEmail } from "@/lib/emails/get-email";
import { getMessage } from "@/lib/reports/messages/get-message";
import { previewMessage } from "@/lib/reports/messages/message-preview";
import { verifyDkim } from "@/lib/run/mailbox/verify-dkim";
import { sentFrom, submitter, testSubmission } from "../support/submission";
import { messagesOf } from "../worker/emails-fixture";

let server: Awaited<ReturnType<typeof testSubmission>>;
beforeAll(async () => {
  server = await testSubmission();
});
afterAll(() => server.close());

type Way = "starttls" | "tls" | "plain";

function client(key: string, way: Way = "starttls", more: Record<string, unknown> = {}) {
  return createTransport({
    ...{ host: "127.0.0.1", port: server[way], secure: way === "tls", requireTLS: way === "starttls" },
    ...{ ignoreTLS: way === "plain", auth: { user: "homing", pass: key }, tls: { rejectUnauthorized: false } },
    ...more,
  });
}

const idIn = ({ response }: SentMessageInfo) => /^250 2\.0\.0 Ok: queued as (eml_\w+)$/.exec(response ?? "")?.[1] ?? "";

/** The signatures of a mail, held against the keys of its workspace. */
const judged = ({ db, workspaceId }: Ctx, raw: string) =>
  verifyDkim(Buffer.from(raw, "latin1"), (name, selector) =>
    db.dkimKey.findMany({ where: { workspaceId, selector, domain: { workspaceId, name } } }),
  );

test.each(["starttls", "tls", "plain"] as const)(
  "nodemailer hands over a mail by %s, and it leaves as it came",
  async (way) => {
    const { ctx, key, from } = await submitter();
    const composed = await createTransport({ streamTransport: true, buffer: true, newline: "windows" }).sendMail({
      from: `"App, Inc." <${from}>`,
      to: "Ada <ada@example.net>",
      cc: "boss@example.net",
      bcc: "hidden@example.net",
      subject: "Größe 7",
      text: ".\r\n..\r\nA line",
      html: '<p>Hi <img src="cid:logo"></p>',
      attachments: [{ filename: "logo.png", content: Buffer.from("picture"), cid: "logo" }],
      icalEvent: { content: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" },
      list: { unsubscribe: { url: "https://example.net/leave", comment: "Leave" }, id: "news.example.net" },
      headers: { "X-Order": "7" },
    });
    const raw = composed.message as Buffer;
    const info = await client(key, way).sendMail({
      raw,
      envelope: { from, to: ["ada@example.net", "boss@example.net", "hidden@example.net"] },
    });
    const emailId = idIn(info);
    expect(emailId).not.toBe("");

    const sent = await sentFrom(ctx);
    expect([...sent.keys()].sort()).toEqual(["ada@example.net", "boss@example.net", "hidden@example.net"]);
    const given = raw.toString("latin1");
    const bodyOf = (text: string) => text.slice(text.indexOf("\r\n\r\n"));
    for (const { raw: left, envelopeFrom } of sent.values()) {
      expect(envelopeFrom).toMatch(/^bounce\+/);
      expect(bodyOf(left)).toBe(bodyOf(given));
      for (const field of given.slice(0, given.indexOf("\r\n\r\n")).split(/\r\n(?![ \t])/)) {
        if (!/^bcc:/i.test(field)) expect(left).toContain(`\r\n${field}\r\n`);
      }
      expect(left).toMatch(/^DKIM-Signature: /);
      expect(left).not.toContain("hidden@example.net");
      expect(left).toMatch(/\r\nReceived: by smtp\.homing\.test with ESMTPS?A id /);
      expect((await judged(ctx, left)).map(({ status }) => status)).toEqual(["pass", "pass"]);
    }

    const view = await getEmail(ctx, { emailId });
    expect(view).toMatchObject({
      via: "smtp",
      from: `"App, Inc." <${from}>`,
      to: ["Ada <ada@example.net>"],
      cc: ["boss@example.net"],
      subject: "Größe 7",
      html: '<p>Hi <img src="cid:logo"></p>\n',
      status: "sent",
    });
    expect(view.messages.map(({ to, role }) => [to, role]).sort()).toEqual([
      ["ada@example.net", "to"],
      ["boss@example.net", "cc"],
      ["hidden@example.net", "bcc"],
    ]);
    expect(view.attachments.map(({ filename }) => filename)).toContain("logo.png");
    const [message] = await messagesOf(ctx);
    const messageId = publicId("msg", message!.id);
    expect(await getMessage(ctx, { messageId })).toMatchObject({
      subject: "Größe 7",
      single: { via: "smtp" },
      tracks: { opens: false, clicks: false },
    });
    expect((await previewMessage(ctx, { messageId })).html).toContain("<p>Hi");
    expect((await PostalMime.parse(sent.get("ada@example.net")!.raw)).headers.map(({ key: name }) => name)).toContain(
      "list-unsubscribe",
    );
  },
);
