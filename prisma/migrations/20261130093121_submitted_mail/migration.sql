-- AlterTable
ALTER TABLE "email" ADD COLUMN     "via" TEXT NOT NULL DEFAULT 'api',
ADD CONSTRAINT "email_via_check" CHECK ("via" IN ('api', 'smtp')) NOT VALID;

-- AlterTable
ALTER TABLE "email_content" ADD COLUMN     "raw" BYTEA;

-- As what mails say otherwise; see the migration before of the same table.
DO $$
BEGIN
  ALTER TABLE "email_content" ALTER COLUMN "raw" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  RAISE NOTICE 'This server has no LZ4: mails as they came are compressed in PostgreSQL''s own way.';
END $$;
