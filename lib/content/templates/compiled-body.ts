import { randomBytes } from "node:crypto";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { type MessageTokens, messageUrls, TOKEN_LENGTH } from "@/lib/content/links/links";
import { htmlLiquid, plainLiquid } from "@/lib/content/liquid/liquid";
import { hasLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import type { MessageWriter } from "@/lib/mail/mime/compiled-writer";
import { BODY_END, HTML_HEAD, TEXT_HEAD } from "@/lib/mail/mime/mime";
import type { CompiledContent } from "./compile";
import { type CompiledPart, compilePart, type PlainData, writePart } from "./compiled-part";
import { headerLine, liquidData } from "./render-compiled";

/** The body of all messages of one content. */
export interface CompiledBody {
  /** The subject when it is the same for everybody, else null. */
  subject: string | null;
  text: CompiledPart;
  html: CompiledPart;
  /** Octets of what is the same for everybody. */
  bytes: number;
}

/** What is the same for all recipients besides the content itself. */
export interface BodySettings {
  workspace: { name: string };
  campaign: { name: string };
  /** False: links lead straight to their targets. */
  trackClicks: boolean;
}

/** The tokens of a message in the order in which compiled bodies number them. */
export function tokenList({ open, click, unsubscribe, view }: MessageTokens): readonly string[] {
  return [open, click, unsubscribe, view];
}

const mark = () => randomBytes((TOKEN_LENGTH / 4) * 3).toString("base64url");
/** Stand for the tokens while a body is compiled; nobody can write them by chance. */
const markTokens: MessageTokens = { open: mark(), click: mark(), unsubscribe: mark(), view: mark() };
const marks = tokenList(markTokens);

// Content never changes once compiled, so its body is kept with it; the names and the tracking are few.
const bodies = new WeakMap<CompiledContent, BoundedCache<CompiledBody>>();

/** The compiled body of a content: made when it is first asked for, then kept as long as the content object. */
export function compiledBody(compiled: CompiledContent, settings: BodySettings): CompiledBody {
  const key = `${settings.trackClicks ? "tracked" : "direct"}\n${settings.workspace.name}\n${settings.campaign.name}`;
  let known = bodies.get(compiled);
  if (!known) {
    known = new BoundedCache({ max: 20 });
    bodies.set(compiled, known);
  }
  let body = known.get(key);
  if (!body) {
    body = compileBody(compiled, settings);
    known.set(key, body);
  }
  return body;
}

function compileBody(compiled: CompiledContent, { workspace, campaign, trackClicks }: BodySettings): CompiledBody {
  const urls = messageUrls(markTokens);
  const scope = liquidData(compiled, {
    contact: {},
    workspace: { name: workspace.name },
    campaign: { name: campaign.name },
    urls: trackClicks ? urls : { ...urls, click: (no) => compiled.links[no]?.url ?? "" },
  });
  const text = compilePart(compiled.text, "plain text", plainLiquid, { scope, marks });
  const html = compilePart(compiled.html, "content", htmlLiquid, { scope, marks });
  return {
    subject: hasLiquid(compiled.subject) ? null : headerLine(compiled.subject),
    text,
    html,
    bytes: TEXT_HEAD.length + text.bytes + HTML_HEAD.length + html.bytes + BODY_END.length,
  };
}

/** Writes the body of one message: text, then HTML (RFC 2046 §5.1.4). `scope` is what Liquid sees. */
export function writeBody(body: CompiledBody, writer: MessageWriter, values: PlainData, scope: () => object): void {
  writer.raw(TEXT_HEAD);
  writePart(body.text, writer, values, scope);
  writer.raw(HTML_HEAD);
  writePart(body.html, writer, values, scope);
  writer.raw(BODY_END);
}
