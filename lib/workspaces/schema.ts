import { z } from "zod";
import { roles } from "@/lib/base/permissions.shared";
import { words } from "@/lib/language/t";
import { mailLanguages, workspaceLocales } from "./choices.shared";

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** An IANA name such as "Europe/Berlin". */
export const TimeZone = z.string().max(60).refine(isTimeZone, words("Choose a time zone from the list."));

export const WorkspaceValues = z.object({
  name: z
    .string(words("Name the workspace."))
    .trim()
    .min(1, words("Name the workspace."))
    .max(80, words("Use at most 80 characters.")),
  timeZone: TimeZone,
  locale: z.enum(workspaceLocales, words("Choose a language from the list.")),
});

/** What somebody wants the workspace's address in the browser to be; empty: it is made from the name. */
export const WishedSlug = z
  .string()
  .trim()
  .toLowerCase()
  .max(40, words("Use at most 40 characters."))
  .regex(
    /^([a-z0-9]+(-[a-z0-9]+)+|[a-z0-9]{2,})?$/,
    words("Use letters from a to z, figures, and hyphens between them."),
  );

/** In the footer of every campaign; line breaks as it was written. */
export const PostalAddress = z.string().trim().max(500, words("Use at most 500 characters."));

export const CreateWorkspace = WorkspaceValues.extend({
  slug: WishedSlug.default(""),
  postalAddress: PostalAddress.default(""),
  locale: WorkspaceValues.shape.locale.default("en"),
  withSampleData: z.boolean().default(false),
});
export type CreateWorkspace = z.input<typeof CreateWorkspace>;

export const UpdateWorkspace = WorkspaceValues.extend({
  slug: WishedSlug.min(2, words("Use at least two letters or figures.")),
  postalAddress: PostalAddress,
  /** Null: the language of `locale`. */
  mailLanguage: z.enum(mailLanguages, words("Choose a language from the list.")).nullable(),
}).partial();
export type UpdateWorkspace = z.input<typeof UpdateWorkspace>;

export const WorkspaceRole = z.enum(roles, words("Choose a role."));
