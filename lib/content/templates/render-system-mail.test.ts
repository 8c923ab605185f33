import { expect, test } from "vitest";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { renderSystemMail } from "./render-system-mail";

const url = "https://mail.example.com/verify?token=a&b=c";

test("each mail of the product has its link twice, in HTML and in text, and one line of subject", async () => {
  const mails = [
    await renderSystemMail("verify-email", { name: "Ada", url }),
    await renderSystemMail("reset-password", { name: "Ada", url, minutes: 30 }),
    await renderSystemMail("invitation", { inviter: "Ada", workspace: "Acme", role: "marketer", url }),
    await renderSystemMail("notification", {
      title: "A stop",
      body: "Why.\nHow.",
      workspace: "Acme",
      action: "Look",
      url,
    }),
  ];
  for (const mail of mails) {
    expect(mail.html).toContain('href="https://mail.example.com/verify?token=a&amp;b=c"');
    expect(mail.text).toContain(url);
    expect(mail.text).not.toMatch(/<\w|\u200c/);
    expect(mail.subject).toMatch(/^[^\r\n]{5,100}$/);
    expect(mail.html).not.toContain("unsubscribe");
  }
});

test("names are text, not markup, and cannot start a header", async () => {
  const mail = await renderSystemMail("invitation", {
    inviter: "Eve\r\nBcc: x@y.example",
    workspace: "<img src=x>",
    role: "owner",
    url,
  });
  expect(mail.subject).toBe("Eve Bcc: x@y.example invites you to <img src=x>");
  expect(mail.html).not.toContain("<img src=x>");
});

test("a mail is written in the language it is rendered in, from right to left where that is so", async () => {
  learnLanguages();
  const mail = await inLanguage("ar", () => renderSystemMail("verify-email", { name: "Ada", url }));
  expect(mail.html).toMatch(/<html[^>]* dir="rtl"[^>]* lang="ar"|<html[^>]* lang="ar"[^>]* dir="rtl"/);
  expect(mail.text).toContain(url);
});
