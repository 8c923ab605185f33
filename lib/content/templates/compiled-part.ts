import type { Context, Emitter, Liquid, Template } from "liquidjs";
import { htmlLiquid, liquidContext, liquidText, parseLiquid, renderNode } from "@/lib/content/liquid/liquid";
import type { ContentPlace } from "@/lib/content/liquid/place-names";
import { type ClickTo, clickTo } from "@/lib/content/liquid/tracked-tag";
import type { MessageWriter } from "@/lib/mail/mime/compiled-writer";
import { condenseTemplate, LinkNode, RunNode, type SharedData, ValueNode } from "./condense-template";

/** A text or HTML part, ready to be written for any recipient: encoded runs, and what is rendered between them. */
export interface CompiledPart {
  nodes: readonly Template[];
  /** Octets of the runs at the top level. */
  bytes: number;
  place: ContentPlace;
  engine: Liquid;
}

/** What plain values and addresses are filled in from. */
export interface PlainData {
  contact: Record<string, unknown>;
  [clickTo]?: ClickTo | undefined;
}

/** Octets of a soft line break. */
const BREAK_BYTES = 3;

/** Compiles one part. Only values of the contact, and what Liquid has to decide, are left for the recipient. */
export function compilePart(source: string, place: ContentPlace, engine: Liquid, shared: SharedData): CompiledPart {
  const options = { ...shared, html: engine === htmlLiquid };
  // Parsed anew, because condensing changes what it is given.
  const nodes = condenseTemplate(parseLiquid(source, place, engine), engine, options);
  let bytes = 0;
  for (const node of nodes) if (node instanceof RunNode) bytes += node.run.bytes.length + BREAK_BYTES;
  return { nodes, bytes, place, engine };
}

/** Writes a part for one recipient. `scope` is what Liquid sees; it is asked for only when Liquid has something to do. */
export function writePart(part: CompiledPart, writer: MessageWriter, data: PlainData, scope: () => object): void {
  let liquid: { context: Context; emitter: Emitter } | undefined;
  for (const node of part.nodes) {
    if (node instanceof RunNode) {
      writer.run(node.run);
      continue;
    }
    const text = node instanceof ValueNode || node instanceof LinkNode ? node.fill(data) : null;
    if (text !== null) {
      writer.text(text);
      continue;
    }
    liquid ??= liquidFor(part, writer, scope());
    if (!renderNode(node, liquid.context, liquid.emitter, part)) return;
  }
}

function liquidFor(part: CompiledPart, writer: MessageWriter, scope: object): { context: Context; emitter: Emitter } {
  const context = liquidContext(scope, part.engine);
  return { context, emitter: encodingEmitter(writer, context) };
}

/** Takes what Liquid writes, within the limit that a part has. */
function encodingEmitter(writer: MessageWriter, { memoryLimit }: Context): Emitter {
  return {
    buffer: "",
    write(value: unknown) {
      if (value instanceof RunNode) {
        memoryLimit.use(value.run.bytes.length);
        writer.run(value.run);
        return;
      }
      const text = liquidText(value);
      memoryLimit.use(text.length);
      writer.text(text);
    },
  };
}
