-- Foreign keys whose key may be changed by an update are refused on distributed tables; no id here ever changes.
DO $$
DECLARE
  c record;
BEGIN
  FOR c IN
    SELECT conrelid::regclass AS "table", conname, pg_get_constraintdef(oid) AS definition
      FROM pg_constraint
     WHERE contype = 'f' AND confupdtype = 'c' AND connamespace = 'public'::regnamespace
     ORDER BY conname
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s', c."table", c.conname, c.conname,
                   replace(c.definition, ' ON UPDATE CASCADE', ''));
  END LOOP;
END
$$;

-- Enums become text with a check. Each table is rewritten once, its rows keep their values, and its indexes are built anew.
ALTER TABLE "auth_token"
  ALTER COLUMN "purpose" TYPE TEXT USING "purpose"::text,
  ADD CONSTRAINT "auth_token_purpose_check" CHECK ("purpose" IN ('email_verification', 'password_reset'));

ALTER TABLE "campaign"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "content_kind" DROP DEFAULT,
  ALTER COLUMN "status" TYPE TEXT USING "status"::text,
  ALTER COLUMN "content_kind" TYPE TEXT USING "content_kind"::text,
  ALTER COLUMN "status" SET DEFAULT 'draft',
  ALTER COLUMN "content_kind" SET DEFAULT 'document',
  ADD CONSTRAINT "campaign_status_check" CHECK ("status" IN ('draft', 'scheduled', 'preparing', 'sending', 'paused', 'sent', 'cancelled')),
  ADD CONSTRAINT "campaign_content_kind_check" CHECK ("content_kind" IN ('document', 'html'));

ALTER TABLE "campaign_batch"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "status" TYPE TEXT USING "status"::text,
  ALTER COLUMN "status" SET DEFAULT 'pending',
  ADD CONSTRAINT "campaign_batch_status_check" CHECK ("status" IN ('pending', 'leased', 'done'));

ALTER TABLE "contact_field"
  ALTER COLUMN "type" TYPE TEXT USING "type"::text,
  ADD CONSTRAINT "contact_field_type_check" CHECK ("type" IN ('text', 'number', 'boolean', 'date', 'select'));

ALTER TABLE "dkim_key"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "status" TYPE TEXT USING "status"::text,
  ALTER COLUMN "status" SET DEFAULT 'active',
  ADD CONSTRAINT "dkim_key_status_check" CHECK ("status" IN ('active', 'retiring', 'revoked'));

ALTER TABLE "event"
  ALTER COLUMN "actor" TYPE TEXT USING "actor"::text,
  ADD CONSTRAINT "event_actor_check" CHECK ("actor" IN ('human', 'proxy', 'bot'));

ALTER TABLE "import_job"
  ALTER COLUMN "status" TYPE TEXT USING "status"::text,
  ADD CONSTRAINT "import_job_status_check" CHECK ("status" IN ('uploading', 'ready', 'queued', 'running', 'completed', 'cancelled', 'failed'));

ALTER TABLE "installation_suppression"
  ALTER COLUMN "reason" TYPE TEXT USING "reason"::text,
  ADD CONSTRAINT "installation_suppression_reason_check" CHECK ("reason" IN ('hard_bounce', 'soft_bounce', 'complaint', 'unsubscribe', 'manual', 'import', 'provider'));

ALTER TABLE "invitation"
  ALTER COLUMN "role" TYPE TEXT USING "role"::text,
  ADD CONSTRAINT "invitation_role_check" CHECK ("role" IN ('owner', 'admin', 'marketer', 'analyst'));

ALTER TABLE "member"
  ALTER COLUMN "role" TYPE TEXT USING "role"::text,
  ADD CONSTRAINT "member_role_check" CHECK ("role" IN ('owner', 'admin', 'marketer', 'analyst'));

ALTER TABLE "message"
  ALTER COLUMN "kind" DROP DEFAULT,
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "kind" TYPE TEXT USING "kind"::text,
  ALTER COLUMN "status" TYPE TEXT USING "status"::text,
  ALTER COLUMN "bounce_kind" TYPE TEXT USING "bounce_kind"::text,
  ALTER COLUMN "kind" SET DEFAULT 'campaign',
  ALTER COLUMN "status" SET DEFAULT 'pending',
  ADD CONSTRAINT "message_kind_check" CHECK ("kind" IN ('campaign', 'automation', 'transactional', 'test')),
  ADD CONSTRAINT "message_status_check" CHECK ("status" IN ('pending', 'queued', 'sending', 'sent', 'deferred', 'failed', 'suppressed', 'skipped', 'cancelled', 'unconfirmed')),
  ADD CONSTRAINT "message_bounce_kind_check" CHECK ("bounce_kind" IN ('hard', 'soft', 'block', 'unknown'));

ALTER TABLE "provider_call"
  ALTER COLUMN "status" TYPE TEXT USING "status"::text,
  ADD CONSTRAINT "provider_call_status_check" CHECK ("status" IN ('received', 'processed', 'duplicate', 'refused', 'parked'));

ALTER TABLE "sending_domain"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "status" TYPE TEXT USING "status"::text,
  ALTER COLUMN "status" SET DEFAULT 'pending',
  ADD CONSTRAINT "sending_domain_status_check" CHECK ("status" IN ('pending', 'verified', 'failing', 'local'));

ALTER TABLE "subscription"
  ALTER COLUMN "status" TYPE TEXT USING "status"::text,
  ADD CONSTRAINT "subscription_status_check" CHECK ("status" IN ('pending', 'confirmed', 'unsubscribed'));

ALTER TABLE "suppression"
  ALTER COLUMN "reason" TYPE TEXT USING "reason"::text,
  ADD CONSTRAINT "suppression_reason_check" CHECK ("reason" IN ('hard_bounce', 'soft_bounce', 'complaint', 'unsubscribe', 'manual', 'import', 'provider'));

ALTER TABLE "suppression_history"
  ALTER COLUMN "reason" TYPE TEXT USING "reason"::text,
  ADD CONSTRAINT "suppression_history_reason_check" CHECK ("reason" IN ('hard_bounce', 'soft_bounce', 'complaint', 'unsubscribe', 'manual', 'import', 'provider'));

ALTER TABLE "template"
  ALTER COLUMN "content_kind" DROP DEFAULT,
  ALTER COLUMN "content_kind" TYPE TEXT USING "content_kind"::text,
  ALTER COLUMN "content_kind" SET DEFAULT 'document',
  ADD CONSTRAINT "template_content_kind_check" CHECK ("content_kind" IN ('document', 'html'));

ALTER TABLE "transport"
  ALTER COLUMN "kind" TYPE TEXT USING "kind"::text,
  ADD CONSTRAINT "transport_kind_check" CHECK ("kind" IN ('mailbox', 'smtp', 'resend', 'ses'));

DROP TYPE "auth_token_purpose", "batch_status", "bounce_kind", "campaign_status", "contact_field_type", "content_kind", "dkim_key_status", "domain_status", "event_actor", "import_status", "message_kind", "message_status", "provider_call_status", "role", "subscription_status", "suppression_reason", "transport_kind";
