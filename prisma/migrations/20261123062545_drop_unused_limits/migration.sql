-- AlterTable
ALTER TABLE "pacing_rule" DROP COLUMN "max_connections";

-- AlterTable
ALTER TABLE "transport" DROP COLUMN "pace_next_at";
