import { readFileSync } from "node:fs";
import path from "node:path";
import { defaultBrand } from "@/emails/theme";
import { htmlPieces } from "@/lib/base/html/read-html";
import { messageTokens, messageUrls, readClickToken } from "@/lib/content/links/links";
import { type CompiledContent, compileContent } from "@/lib/content/templates/compile";
import { carriedUrl, renderLinkUrl } from "@/lib/content/templates/link-url";
import { renderCompiled } from "@/lib/content/templates/render-compiled";

const names = { workspace: { name: "Söhne & Co" }, campaign: { name: "Spring 50%" } };
export const contact = { email: "ann@example.net", first_name: "Ann B", last_name: null, city: "Łódź" };
export const ref = {
  workspaceId: "0198c0de-0000-7000-8000-0000000000aa",
  messageId: "0198c0de-0000-7000-8000-0000000000bb",
};

export const readHtmlCase = (dir: string, file: string) => readFileSync(path.join(dir, file), "utf8");

/** A mail as it is composed for one person, with click tracking or without. */
export async function mailOf(html: string, trackClicks: boolean, subject = "Hello") {
  const brand = { ...defaultBrand, companyName: "Cases", postalAddress: "1 Test Street, Testville" };
  const compiled = await compileContent({
    ...{
      html,
      subject,
      previewText: "",
      brand,
      assetBase: "https://mail.example",
      trackOpens: false,
      trackClicks,
      names,
    },
  });
  const urls = messageUrls(messageTokens(ref));
  const direct = { ...urls, click: (no: number) => compiled.links[no]?.url ?? "", clickTo: undefined };
  return { compiled, ...renderCompiled(compiled, { contact, ...names, urls: trackClicks ? urls : direct }) };
}

/** Where a reader ends up who follows an address. */
export function destination(address: string, { links }: CompiledContent): string {
  const click = readClickToken(/\/t\/c\/(.+)$/.exec(address)?.[1] ?? "");
  const link = click && links[click.linkNo];
  const url = link
    ? click.rest === undefined
      ? renderLinkUrl(link.url, { contact, ...names })
      : carriedUrl(link.url, click.rest)
    : address;
  return url && URL.canParse(url) ? new URL(url).href : `nowhere: ${url}`;
}

/** The destinations of all links of a mail, in order. */
export function destinations(html: string, compiled: CompiledContent): string[] {
  return htmlPieces(html).flatMap((piece) => {
    const href = piece.kind === "open" ? piece.attributes.find(({ name }) => name.toLowerCase() === "href") : undefined;
    return href?.hasValue ? [destination(href.value, compiled)] : [];
  });
}
