-- AlterTable
ALTER TABLE "worker_heartbeat" ADD COLUMN     "problem" TEXT;
