import type { z } from "zod";
import { getMe } from "@/lib/edges/api/resources/me";
import { toolOf } from "./from-operation";

/** The one tool that every key has. */
export const workspaceTool = toolOf("getMe", {
  name: "get_workspace",
  title: "Which workspace is this?",
  description: "The workspace, and what this key may do in it. Tools that are not listed are not allowed to it.",
  answer: getMe.answer as z.ZodObject,
  say: (answer) => `The workspace “${(answer as { workspace: { name: string } }).workspace.name}”.`,
});
