import { z } from "zod";
import { storedJson } from "@/lib/base/db/stored-json";

/** What an action is to do, and what became of it: `wait` in seconds, `note` in words. */
const ActionDetail = z.object({
  agent: z.string().optional(),
  links: z.number().optional(),
  reply: z.string().optional(),
  wait: z.number().optional(),
  tries: z.number().optional(),
  note: z.string().nullish(),
});
export type ActionDetail = z.infer<typeof ActionDetail>;

export const actionDetail = storedJson("simulator_action.detail", ActionDetail);
