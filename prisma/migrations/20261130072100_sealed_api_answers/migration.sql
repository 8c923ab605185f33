-- AlterTable
ALTER TABLE "api_answer" ADD COLUMN     "body_sealed" TEXT;
