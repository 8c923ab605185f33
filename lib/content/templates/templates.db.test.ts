import { expect, test } from "vitest";
import { publicId } from "@/lib/base/db/ids";
import { serveAsset } from "@/lib/content/assets/serve-asset";
import { storeAsset } from "@/lib/content/assets/store-asset";
import { testContact, testMember, testWorkspace } from "@/tests/support/db";
import { archiveTemplate } from "./archive-template";
import { checkMergeTags } from "./check-merge-tags";
import { createTemplate } from "./create-template";
import { duplicateTemplate } from "./duplicate-template";
import { previewContent } from "./preview-content";
import { findMergeTags, findTemplates, getTemplate } from "./queries";
import { updateTemplate } from "./update-template";
import { getBrand, updateBrand } from "./workspace-brand";

const run = (text: string) => ({
  type: "doc" as const,
  content: [{ type: "container", content: [{ type: "paragraph", content: [{ type: "text", text }] }] }],
});

/** A PNG header that says how large the picture is; enough to be recognised. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write("\x89PNG\r\n\x1a\n", 0, "latin1");
  bytes.writeUInt32BE(13, 8);
  bytes.write("IHDR", 12, "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

test("a built-in design becomes a template of one's own that can be changed, copied, archived and restored", async () => {
  const ctx = await testMember(await testWorkspace(), "marketer");
  const template = await createTemplate(ctx, { builtinKey: "welcome" });
  expect(template.name).toBe("Welcome");
  await updateTemplate(ctx, { templateId: template.id, name: "Hello", document: run("Hi") });
  const copy = await duplicateTemplate(ctx, { templateId: publicId("tpl", template.id) });
  expect(copy).toMatchObject({ name: "Hello (copy)", document: run("Hi") });
  await archiveTemplate(ctx, { templateId: template.id });
  await archiveTemplate(ctx, { templateId: template.id });
  expect((await findTemplates(ctx)).map((row) => row.id)).toEqual([copy.id]);
  await expect(updateTemplate(ctx, { templateId: template.id, name: "x" })).rejects.toMatchObject({ code: "conflict" });
  await archiveTemplate(ctx, { templateId: template.id }, false);
  expect(await findTemplates(ctx)).toHaveLength(2);
});

test("analysts look, strangers see nothing", async () => {
  const ctx = await testWorkspace();
  const template = await createTemplate(ctx, {});
  const analyst = await testMember(ctx, "analyst");
  await expect(createTemplate(analyst, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(updateBrand(analyst, await getBrand(analyst))).rejects.toMatchObject({ code: "forbidden" });
  expect((await getTemplate(analyst, template.id)).id).toBe(template.id);
  await expect(getTemplate(await testWorkspace(), template.id)).rejects.toMatchObject({ code: "not_found" });
});

test("the brand is kept whole, with the postal address of the workspace", async () => {
  const ctx = await testWorkspace({ name: "Acme" });
  const brand = await getBrand(ctx);
  expect(brand).toMatchObject({ companyName: "Acme", postalAddress: "1 Test Street, Testville" });
  await updateBrand(ctx, { ...brand, primaryColor: "#aa0000", postalAddress: "2 New Road" });
  expect(await getBrand(ctx)).toMatchObject({ primaryColor: "#aa0000", postalAddress: "2 New Road" });
  await expect(updateBrand(ctx, { ...brand, primaryColor: "red;}" })).rejects.toThrow(/hexadecimal/);
});

test("a preview is what that contact would get, and names what is missing", async () => {
  const ctx = await testWorkspace();
  await ctx.db.contactField.create({
    data: { workspaceId: ctx.workspaceId, id: crypto.randomUUID(), key: "city", label: "City", type: "text" },
  });
  const ada = await testContact(ctx, { email: "ada@example.net", firstName: "Ada <b>", fields: { city: "Turin" } });
  await testContact(ctx, { email: "bob@example.net" });
  const input = {
    document: run("In {{ contact.city }}, {{ contact.nope }}"),
    subject: "Hi {{ contact.first_name }}",
    previewText: "",
  };
  const preview = await previewContent(ctx, { ...input, contactId: publicId("ctc", ada.id) });
  expect(preview.subject).toBe("Hi Ada <b>");
  expect(preview.html).toContain("In Turin, ");
  expect(preview.issues.map((issue) => issue.message)).toEqual([
    "1 of 2 contacts have no contact.city, and it has no fallback.",
    "1 of 2 contacts have no contact.first_name, and it has no fallback.",
    "{{ contact.nope }} in the content is not a field of your contacts.",
  ]);
  expect((await findMergeTags(ctx)).map((tag) => tag.path)).toContain("contact.city");
});

test("a preview of what cannot be read says so instead of failing", async () => {
  const ctx = await testWorkspace();
  const preview = await previewContent(ctx, {
    document: run("{{ contact.city | shout }}"),
    subject: "",
    previewText: "",
  });
  expect(preview).toMatchObject({ html: "", issues: [{ level: "error" }] });
  expect(preview.issues[0]?.message).toContain("{{ contact.city | shout }}");
});

test("tags are held against the sample of the audience that is given", async () => {
  const ctx = await testWorkspace();
  const named = await testContact(ctx, { firstName: "Ada" });
  const blank = await testContact(ctx, { firstName: "" });
  const used = [{ path: "contact.first_name", hasFallback: false, asked: false, places: ["subject" as const] }];
  expect(await checkMergeTags(ctx, used, [named.id])).toEqual([]);
  expect(await checkMergeTags(ctx, used, [named.id, blank.id])).toMatchObject([
    { problem: "missing", missing: 1, checked: 2, examples: [blank.email] },
  ]);
});

test("images are kept once, served for ever, and only to their own address", async () => {
  const ctx = await testWorkspace();
  const first = await storeAsset(ctx, { fileName: "../a<b>.png", data: png(300, 200) });
  const second = await storeAsset(ctx, { fileName: "b.png", data: png(300, 200) });
  expect(second.url).toBe(first.url);
  expect(first).toMatchObject({ width: 300, height: 200 });
  const [, , workspace = "", file = ""] = first.url.split("/");
  const response = await serveAsset(workspace, file, null);
  expect(response.headers.get("content-type")).toBe("image/png");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect((await serveAsset(workspace, file, response.headers.get("etag"))).status).toBe(304);
  await expect(serveAsset(workspace, file.replace(".png", ".html"), null)).rejects.toMatchObject({ code: "not_found" });
  const stranger = publicId("wsp", (await testWorkspace()).workspaceId);
  await expect(serveAsset(stranger, file, null)).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  ["a page with an image's name", Buffer.from("<html><script>alert(1)</script></html>"), /not a PNG/],
  ["SVG, which can hold scripts", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /not a PNG/],
  ["a picture of 20,000 pixels", png(20_000, 10), /larger than 10000 pixels/],
  ["more than 4 MB", Buffer.concat([png(10, 10), Buffer.alloc(4_000_000)]), /larger than 4 MB/],
])("%s is refused", async (_, data, message) => {
  await expect(storeAsset(await testWorkspace(), { fileName: "a.png", data })).rejects.toThrow(message);
});
