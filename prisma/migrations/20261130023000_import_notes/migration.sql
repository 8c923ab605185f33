-- AlterTable
ALTER TABLE "import_job" ADD COLUMN     "noted" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "import_refusal" ADD COLUMN     "kept" BOOLEAN NOT NULL DEFAULT false;
