import { z } from "zod";
import { publicId } from "@/lib/base/db/ids";
import { keyModes } from "@/lib/base/permissions.shared";
import { defineOperation } from "@/lib/edges/api/operation";

export const getMe = defineOperation({
  id: "getMe",
  method: "GET",
  path: "/me",
  group: "Key",
  summary: "The key, and the workspace that it belongs to",
  description: "Costs little and needs no scope: integrations test their key with it.",
  scope: null,
  answer: z.object({
    workspace: z.object({ id: z.string(), name: z.string(), slug: z.string(), timeZone: z.string() }),
    key: z.object({
      id: z.string(),
      name: z.string(),
      mode: z.enum(keyModes),
      scopes: z.array(z.string()),
      sendingDomain: z.string().nullable(),
    }),
  }),
  run: async (ctx) => {
    const { id, name, slug, timeZone } = await ctx.db.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
    const { keyId, name: keyName, mode, scopes, domain } = ctx.actor;
    return {
      workspace: { id: publicId("wsp", id), name, slug, timeZone },
      key: { id: publicId("key", keyId), name: keyName, mode, scopes: [...scopes], sendingDomain: domain },
    };
  },
});

export const meOperations = [getMe];
