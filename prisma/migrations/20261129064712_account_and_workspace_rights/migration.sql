-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "invited_by_id" UUID;

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "disabled_at" TIMESTAMPTZ(3),
ADD COLUMN     "may_add_workspace" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "may_use_installation_transport" BOOLEAN NOT NULL DEFAULT false;

-- Workspaces of an operator keep the way out that they have used so far; for all others an operator grants it.
UPDATE "workspace" w SET "may_use_installation_transport" = true
 WHERE EXISTS (
   SELECT 1 FROM "member" m JOIN "user" u ON u."id" = m."user_id"
    WHERE m."workspace_id" = w."id" AND m."role" = 'owner' AND u."is_operator"
 );

-- Who made an invitation stands in the audit trail.
UPDATE "invitation" i SET "invited_by_id" = a."actor_id"
  FROM "audit_entry" a
 WHERE a."workspace_id" = i."workspace_id" AND a."subject_type" = 'invitation' AND a."subject_id" = i."id"
   AND a."action" IN ('member.invited', 'invitation.resent') AND a."actor_type" = 'member';
