-- AlterTable
ALTER TABLE "consent_record" ADD COLUMN     "address_mac" TEXT,
ADD COLUMN     "purpose" TEXT,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "status" TEXT,
ADD COLUMN     "wording_id" UUID;

-- CreateTable
CREATE TABLE "consent_wording" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_wording_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateTable
CREATE TABLE "erased_address" (
    "workspace_id" UUID NOT NULL,
    "address_mac" TEXT NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_address_pkey" PRIMARY KEY ("workspace_id","address_mac")
);

-- CreateTable
CREATE TABLE "erasure_key" (
    "workspace_id" UUID NOT NULL,
    "key_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_key_pkey" PRIMARY KEY ("workspace_id")
);

-- The ledger is only added to. The one change that a row may see is that its person is erased: then it no longer names them, and what was agreed
-- to, when and how stays as it was. The release before takes the id off and nothing else.
CREATE FUNCTION "consent_record_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.contact_id IS NOT NULL AND NEW.contact_id IS NULL
     AND (NEW.email_normalized IN (OLD.email_normalized, ''))
     AND (NEW.ip IS NULL OR NEW.ip IS NOT DISTINCT FROM OLD.ip)
     AND (NEW.user_agent IS NULL OR NEW.user_agent IS NOT DISTINCT FROM OLD.user_agent)
     AND (NEW.evidence = '{}' OR NEW.evidence = OLD.evidence)
     AND (NEW.workspace_id, NEW.id, NEW.list_id, NEW.list_name, NEW.kind, NEW.method, NEW.purpose, NEW.wording, NEW.wording_id, NEW.source,
          NEW.status, NEW.occurred_at)
         IS NOT DISTINCT FROM
         (OLD.workspace_id, OLD.id, OLD.list_id, OLD.list_name, OLD.kind, OLD.method, OLD.purpose, OLD.wording, OLD.wording_id, OLD.source,
          OLD.status, OLD.occurred_at)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the consent ledger is only added to';
END $$;

CREATE TRIGGER "consent_record_only_grows" BEFORE UPDATE OR DELETE ON "consent_record"
  FOR EACH ROW EXECUTE FUNCTION "consent_record_only_grows"();

CREATE FUNCTION "consent_wording_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'words that people agreed to stay as they were';
END $$;

CREATE TRIGGER "consent_wording_stays" BEFORE UPDATE OR DELETE ON "consent_wording"
  FOR EACH ROW EXECUTE FUNCTION "consent_wording_stays"();
