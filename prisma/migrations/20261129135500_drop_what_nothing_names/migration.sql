-- No line of the product writes any of these. What a screen showed of soft bounces it now counts from the events.

-- AlterTable
ALTER TABLE "contact" DROP COLUMN "soft_bounce_count";

-- AlterTable
ALTER TABLE "import_job" DROP COLUMN "bytes_done";

-- AlterTable
ALTER TABLE "user" DROP COLUMN "locale";

-- DropTable
DROP TABLE "dmarc_report";
