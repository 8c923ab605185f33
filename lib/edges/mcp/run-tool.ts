import type { CallToolResult } from "@modelcontextprotocol/server";
import { unstorable } from "@/lib/base/http/storable-json";
import { createLog } from "@/lib/base/log";
import { requirePermission } from "@/lib/base/permissions.shared";
import { heavyWork } from "@/lib/base/routes/heavy-work";
import { carryOutOnce } from "@/lib/edges/api/idempotency";
import { ApiProblem, problems } from "@/lib/edges/api/problems";
import { toCamel, toSnake } from "@/lib/edges/api/snake-case";
import { toProblem } from "@/lib/edges/api/to-problem";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { cleanText, cleanTexts } from "./clean-text";
import { scopesOfTool, type Tool } from "./tool";

const log = createLog({ part: "mcp" });

/** Characters of an answer in JSON: more than an assistant can read. */
const MOST_CHARACTERS = 400_000;

/** What came of a call: the answer for the assistant, and the problem where there was one. */
export interface ToolOutcome {
  result: CallToolResult;
  problem: ApiProblem | null;
}

/** Carries out a tool for a key. Whatever goes wrong is told in the answer, with what can be done about it. */
export async function runTool(ctx: KeyCtx, tool: Tool, given: unknown): Promise<ToolOutcome> {
  try {
    for (const scope of scopesOfTool(tool)) requirePermission(ctx, scope);
    const run = () => answerOf(ctx, tool, given);
    const who = { userId: ctx.actor.keyId, workspaceId: ctx.workspaceId };
    return { result: await (tool.heavy ? heavyWork(who, run) : run()), problem: null };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "internal") log.error("a tool failed", { tool: tool.name, error });
    return { result: told(problem), problem };
  }
}

async function answerOf(ctx: KeyCtx, tool: Tool, given: unknown): Promise<CallToolResult> {
  const values = (given ?? {}) as Record<string, unknown>;
  const unkept = unstorable(values);
  if (unkept) throw new ApiProblem("validation_failed", unkept);
  const { idempotency_key: named, ...others } = values;
  const key = tool.change ? readKey(named) : null;
  const args = tool.change ? others : values;
  const input = tool.read(toCamel(args));
  const once = {
    ...{ key, operationId: `mcp ${tool.name}`, overNetwork: false, showsSecret: false },
    request: [JSON.stringify(args)],
  };
  const { body } = await carryOutOnce(ctx, once, async (tx) => {
    const answer = tool.answer.parse(await tool.run(tx, input as never));
    return { status: 200, body: JSON.stringify(answer) };
  });
  return shown(tool, JSON.parse(body));
}

function readKey(value: unknown): string | null {
  if (value === undefined || typeof value === "string") return value ?? null;
  throw new ApiProblem("invalid_idempotency_key", "idempotency_key is a text.");
}

/**
 * For programs as `structuredContent`; for the model a sentence, and the same values as JSON, since most clients show it only what stands in
 * `content`.
 */
function shown(tool: Tool, answer: unknown): CallToolResult {
  const clean = cleanTexts(answer);
  const structuredContent = toSnake(clean) as Record<string, unknown>;
  const json = JSON.stringify(structuredContent);
  if (json.length > MOST_CHARACTERS)
    throw new ApiProblem("body_too_large", "The answer is too large. Ask for less: a smaller limit, or one thing.");
  return {
    structuredContent,
    content: [
      { type: "text", text: tool.say(clean as never) },
      { type: "text", text: json },
    ],
  };
}

/** In words that say what to do next. */
function told({ code, message, errors, headers }: ApiProblem): CallToolResult {
  const fields = errors.map(({ field, message: text }) => `- ${field}: ${text}`);
  const wait = headers["retry-after"];
  const next = wait === undefined ? problems[code].about : `Call again after ${wait} seconds.`;
  const said = cleanText([`${message} (${code})`, ...fields].join("\n"));
  return { isError: true, content: [{ type: "text", text: `${said}\n${next}` }] };
}
