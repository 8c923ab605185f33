import { z } from "zod";
import { NewPassword, PersonName, SecretToken, SignInEmail } from "@/lib/account/schema";
import { idOf } from "@/lib/base/db/ids";
import { WorkspaceRole } from "./schema";

export const InviteMember = z.object({ email: SignInEmail, role: WorkspaceRole });
export type InviteMember = z.input<typeof InviteMember>;

export const ChangeRole = z.object({ memberId: idOf("mem"), role: WorkspaceRole });
export type ChangeRole = z.input<typeof ChangeRole>;

export const MemberRef = z.object({ memberId: idOf("mem") });
export type MemberRef = z.input<typeof MemberRef>;

export const InvitationRef = z.object({ invitationId: idOf("inv") });
export type InvitationRef = z.input<typeof InvitationRef>;

/** Somebody without an account takes an invitation. */
export const JoinWithNewAccount = z.object({ token: SecretToken, name: PersonName, password: NewPassword });
export type JoinWithNewAccount = z.input<typeof JoinWithNewAccount>;

/** Somebody who is signed in takes an invitation. */
export const JoinWithAccount = z.object({ token: SecretToken });
export type JoinWithAccount = z.input<typeof JoinWithAccount>;
