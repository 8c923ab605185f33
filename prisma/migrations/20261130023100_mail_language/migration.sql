-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "mail_language" TEXT;
