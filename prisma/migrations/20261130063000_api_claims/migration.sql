-- AlterTable
ALTER TABLE "api_answer" ALTER COLUMN "status" DROP NOT NULL;
