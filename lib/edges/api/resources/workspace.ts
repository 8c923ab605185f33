import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { getWorkspace } from "@/lib/workspaces/queries";
import { UpdateWorkspace } from "@/lib/workspaces/schema";
import { updateWorkspace } from "@/lib/workspaces/update-workspace";

const of = { group: "Workspace", path: "/workspace" } as const;

const Workspace = z
  .object({
    name: z.string(),
    slug: z.string(),
    timeZone: z.string(),
    locale: z.string(),
    mailLanguage: z.string().nullable().meta({ description: "Of the mails; null: that of `locale`." }),
    postalAddress: z.string().meta({ description: "Stands in the footer of each campaign." }),
  })
  .meta({ id: "Workspace" });

export const workspaceOperations = [
  defineOperation({
    ...of,
    id: "getWorkspace",
    method: "GET",
    summary: "Get the workspace",
    scope: "workspace.read",
    answer: Workspace,
    run: (ctx) => getWorkspace(ctx),
  }),
  defineOperation({
    ...of,
    id: "updateWorkspace",
    method: "PATCH",
    summary: "Change the workspace",
    description: "What is not given stays as it is. The slug is changed in the settings only.",
    scope: "workspace.write",
    body: z.strictObject(UpdateWorkspace.omit({ slug: true }).shape),
    example: { postal_address: "Example Ltd, 1 High Street, London" },
    answer: Workspace,
    run: (ctx, { body }) => updateWorkspace(ctx, body),
  }),
];
