import { z } from "zod";
import { snakeSchema } from "@/lib/edges/api/snake-case";
import type { Tool } from "./tool";

type Json = Record<string, unknown>;

/** Of tools that change something: the same call with the same key is carried out once within a day. */
export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .meta({ description: "Made up by you for one change: a call that is repeated with it changes nothing more." });

/** JSON Schema of what a tool is given, with the names that programs write. */
export function inputSchema({ input, change }: Tool): Json {
  return jsonSchema(change ? input.extend({ idempotencyKey }) : input, "input");
}

/** JSON Schema of what it answers. */
export const outputSchema = ({ answer }: Tool): Json => jsonSchema(answer, "output");

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  return snakeSchema(
    z.toJSONSchema(schema, { target: "draft-2020-12", io, unrepresentable: "any", reused: "inline" }),
  ) as Json;
}
