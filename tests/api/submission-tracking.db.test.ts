import PostalMime from "postal-mime";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { handlePublic } from "@/lib/recipients/tracking/handle-public";
import { endGivers, giver, htmlMailOf, sentFrom, testSubmission } from "../support/submission";

let server: Awaited<ReturnType<typeof testSubmission>>;
beforeAll(async () => {
  server = await testSubmission();
  return () => server.close();
});
afterEach(endGivers);

describe("tracking", () => {
  const link = "https://example.net/a?b=1&c=2";
  const html = `<p>Größe <a href="${link.replace("&", "&amp;")}">a link</a></p>`;

  async function followed(raw: string) {
    const mail = await PostalMime.parse(raw);
    const ask = (path: string) =>
      handlePublic({ method: "GET", path, query: new URLSearchParams(), headers: {}, ip: null, body: null });
    const click = /href="https?:\/\/[^"/]+(\/t\/c\/[^"]+)"/.exec(mail.html ?? "")?.[1] ?? "";
    const pixel = /src="https?:\/\/[^"/]+(\/t\/o\/[^"]+)"/.exec(mail.html ?? "")?.[1];
    return { text: mail.html, location: click && (await ask(click)).headers.location, pixel };
  }

  test.each([
    ["8bit", "8bit", (text: string) => Buffer.from(text).toString("latin1")],
    ["base64", "base64", (text: string) => Buffer.from(text).toString("base64")],
    [
      "quoted-printable",
      "quoted-printable",
      (text: string) =>
        text.replaceAll("=", "=3D").replace("ö", "=C3=B6").replace("ß", "=C3=9F").replace("link</a>", "li=\r\nnk</a>"),
    ],
  ])("is in the HTML where it was asked for, in %s", async (_name, encoding, write) => {
    const { ctx, from, taken } = await giver(server.plain);
    const track = ["X-Homing-Track-Clicks: true", "X-PM-TrackOpens: true", `Content-Transfer-Encoding: ${encoding}`];
    const content = htmlMailOf(from, "BODY", ...track);
    const raw = Buffer.from(content.replace("BODY", write(html)), "latin1");
    await taken(
      raw.toString("latin1").replace(/[\u0080-\u00ff]+/g, (octets) => Buffer.from(octets, "latin1").toString()),
      ["ada@example.net", "bob@example.net"],
    );
    const sent = await sentFrom(ctx);
    const tokens = new Set<string>();
    for (const { raw: left } of sent.values()) {
      const { text, location, pixel } = await followed(left);
      expect(text).toContain("<p>Größe");
      expect(location).toBe(link);
      tokens.add(pixel ?? "");
    }
    expect(tokens.size).toBe(2);
  });

  test("is in the parts of a mail and nowhere else, and all other octets stay", async () => {
    const { ctx, from, taken } = await giver(server.plain);
    const parts = [
      "preamble\r\n--x",
      "Content-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\n\r\nhttps://example.net/a\r\n--y",
      `Content-Type: text/html\r\n\r\n<a href="${link}">x</a>\r\n--y--\r\n\r\n--x`,
      `Content-Type: text/html\r\nContent-Disposition: attachment\r\n\r\n<a href="${link}">file</a>\r\n--x--\r\nend`,
    ].join("\r\n");
    const head = (...more: string[]) =>
      [
        `From: ${from}`,
        "To: ada@example.net",
        "Subject: Hi",
        "Content-Type: multipart/mixed; boundary=x",
        ...more,
        "",
        parts,
      ].join("\r\n");
    await taken(head("X-Homing-Track-Clicks: true"));
    const [left] = [...(await sentFrom(ctx)).values()];
    expect(left!.raw).toContain(
      "preamble\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\n\r\nhttps://example.net/a\r\n--y",
    );
    expect(left!.raw).toContain(`<a href="${link}">file</a>\r\n--x--\r\nend\r\n`);
    expect((await followed(left!.raw)).location).toBe(link);
  });

  test("is off unless asked for, and a mail that is signed stays as it was signed", async () => {
    const { ctx, from, taken } = await giver(server.plain);
    await taken(htmlMailOf(from, html));
    await taken(
      htmlMailOf(from, html, "X-Homing-Track-Clicks: true", "DKIM-Signature: v=1; a=rsa-sha256; d=a.example; b=x"),
    );
    for (const { raw } of (await sentFrom(ctx)).values()) expect(Buffer.from(raw, "latin1").toString()).toContain(html);
  });
});
