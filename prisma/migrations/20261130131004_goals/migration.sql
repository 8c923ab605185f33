-- AlterTable
ALTER TABLE "goal" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "counted_to" UUID,
ADD COLUMN     "currency" TEXT,
ADD COLUMN     "currency_property" TEXT,
ADD COLUMN     "event_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "generation" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "is_revenue" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "value_property" TEXT;

-- CreateTable
CREATE TABLE "goal_sum" (
    "workspace_id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "unreadable" INTEGER NOT NULL DEFAULT 0,
    "value" DECIMAL(38,6) NOT NULL DEFAULT 0,

    CONSTRAINT "goal_sum_pkey" PRIMARY KEY ("workspace_id","goal_id","generation","minutes","starts_at","currency")
);

-- AddForeignKey
ALTER TABLE "goal_sum" ADD CONSTRAINT "goal_sum_workspace_id_goal_id_fkey" FOREIGN KEY ("workspace_id", "goal_id") REFERENCES "goal"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
