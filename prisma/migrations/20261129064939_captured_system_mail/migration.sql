-- AlterTable
ALTER TABLE "captured_message" ADD COLUMN     "is_system" BOOLEAN NOT NULL DEFAULT false;

-- Mail kept by an earlier version has no mark of its own.
UPDATE "captured_message" SET "is_system" = true
 WHERE position(convert_to('Auto-Submitted: auto-generated', 'UTF8') in "raw") > 0;
