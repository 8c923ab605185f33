-- AlterTable
ALTER TABLE "external_identity" ADD COLUMN     "email" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "unlinked_at" TIMESTAMPTZ(3);
