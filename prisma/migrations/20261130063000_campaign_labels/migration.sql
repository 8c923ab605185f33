-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "labels" TEXT[] DEFAULT ARRAY[]::TEXT[];
