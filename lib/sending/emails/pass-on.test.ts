import { expect, test } from "vitest";
import { passOn } from "./pass-on";

const raw = Buffer.from(
  [
    ...['From: "App, Inc." <app@acme.com>', "To: Ada <ada@example.net>", "Reply-To: help@acme.com", "Subject: Hi"],
    ...["Message-ID: <a@acme.com>", "X-Order: 7", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", ""],
    ...["--b", "Content-Type: text/html", "", "<p>Hi</p>", "--b", "Content-Type: text/csv; name=a.csv"],
    ...["Content-Disposition: attachment; filename=a.csv", "", "1;2", "--b--", ""],
  ].join("\r\n"),
);

const work = (inParts: boolean) => ({
  ...{ raw, inParts, now: new Date("2026-11-30T09:00:00Z") },
  workspace: { id: "019b0000-0000-7000-8000-000000000001", name: "Acme", slug: "acme" },
  identity: {
    ...{ from: { name: "App, Inc.", address: "app@acme.com" }, replyTo: null, domain: "acme.com", keys: [] },
    ...{ returnPathHost: "bounces.acme.com", feedbackSender: "h123456" },
  },
  email: {
    ...{ messageId: "019b0000-0000-7000-8000-000000000002", emailId: "019b0000-0000-7000-8000-000000000003" },
    ...{ email: "ada@example.net", emailDomain: "example.net", fromName: "App, Inc.", fromEmail: "app@acme.com" },
    ...{ subject: "Hi", listId: null, trackOpens: false, trackClicks: false, attachmentCount: 0, since: new Date(0) },
    ...{
      html: null,
      text: "",
      raw,
      rawBytes: raw.length,
      details: { to: [], cc: [], replyTo: [], headers: [], links: [] },
    },
  },
});

test("a mail leaves as it came below what is ours", async () => {
  const message = await passOn(work(false));
  expect(message.raw.subarray(-raw.length).equals(raw)).toBe(true);
  expect(message.raw.subarray(0, -raw.length).toString()).toMatch(
    /^X-Msg-Id: <[a-z2-7]{39}@acme\.com>\r\nFeedback-ID: transactional:/,
  );
  expect(message.envelopeFrom).toMatch(/^bounce\+.*@bounces\.acme\.com$/);
  expect(() => message.parts()).toThrow("whole");
});

test("a provider that composes by itself gets what a reader sees of it, for this recipient alone", async () => {
  const { parts } = await passOn(work(true));
  const { headers, files, ...said } = parts();
  expect(said).toMatchObject({
    ...{ from: '"App, Inc." <app@acme.com>', to: "ada@example.net", replyTo: "help@acme.com", subject: "Hi" },
    html: "<p>Hi</p>\n",
  });
  expect(Object.keys(headers).sort()).toEqual(["X-Entity-Ref-ID", "feedback-id", "x-msg-id", "x-order"]);
  expect(files).toMatchObject([{ fileName: "a.csv", contentType: "text/csv", contentId: null }]);
  expect(files?.[0]?.data.toString()).toBe("1;2\n");
});
