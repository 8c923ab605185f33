import { z } from "zod";
import { NewPassword, PersonName, SignInEmail } from "@/lib/account/schema";
import { PostalAddress, WishedSlug, WorkspaceValues } from "@/lib/workspaces/schema";

/** The first run: the owner of the installation and a first workspace. */
export const SignUpOwner = z.object({
  /** Of the set-up link. */
  key: z.string().max(100).default(""),
  name: PersonName,
  email: SignInEmail,
  password: NewPassword,
  workspaceName: WorkspaceValues.shape.name,
  slug: WishedSlug.default(""),
  postalAddress: PostalAddress.default(""),
  timeZone: WorkspaceValues.shape.timeZone,
  locale: WorkspaceValues.shape.locale.default("en"),
  withSampleData: z.boolean().default(false),
});
export type SignUpOwner = z.input<typeof SignUpOwner>;

/** An owner that is made on the command line: the person chooses the password. */
export const CreateOwner = SignUpOwner.pick({ name: true, email: true, workspaceName: true, locale: true }).extend({
  timeZone: WorkspaceValues.shape.timeZone.default("UTC"),
  operator: z.boolean().default(false),
});
export type CreateOwner = z.input<typeof CreateOwner>;
