-- AlterTable
ALTER TABLE "import_job" ADD COLUMN     "moved_at" TIMESTAMPTZ(3),
ADD COLUMN     "read_from" JSONB;
