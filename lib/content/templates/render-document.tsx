import { render } from "react-email";
import { Frame } from "@/emails/frame";
import { contentWidth } from "@/emails/theme";
import { protectLiquid, restoreLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import { readDocument } from "./document.shared";
import { blockNode } from "./render-blocks";
import { absoluteUrl, type RenderOptions, type RenderPlace } from "./render-place";
import { renderText } from "./render-text";

const footerLinks = {
  unsubscribe: protectLiquid("{{ unsubscribe_url }}"),
  preferences: protectLiquid("{{ preferences_url }}"),
  viewInBrowser: protectLiquid("{{ view_in_browser_url }}"),
};

/**
 * Renders a stored document to the HTML and the text part of a mail, with Liquid left in place as the author wrote it.
 * Throws a `ZodError` that names the block when the document holds one that is not known.
 */
export async function renderDocument(
  document: unknown,
  options: RenderOptions,
): Promise<{ html: string; text: string }> {
  const root = readDocument(document);
  const { brand } = options;
  const place: RenderPlace = { options, width: contentWidth - 80, color: undefined, compact: false };
  const html = await render(
    <Frame
      theme={brand}
      logoUrl={brand.logoUrl ? absoluteUrl(brand.logoUrl, options.assetBase) : null}
      title={protectLiquid(options.subject)}
      previewText={protectLiquid(options.previewText)}
      lang={options.lang ?? "en"}
      footerLinks={options.withoutWayOut ? null : footerLinks}
    >
      {blockNode(root, place)}
    </Frame>,
  );
  return { html: restoreLiquid(html.replace(/<!--(\/?\$|html|head|body| )-->/g, "")), text: renderText(root, options) };
}
