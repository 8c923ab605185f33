-- AlterTable
ALTER TABLE "campaign_batch" ADD COLUMN     "in_hand_by" TEXT;
