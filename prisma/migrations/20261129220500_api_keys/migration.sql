-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "allowed_networks" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "created_by_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "domain_id" UUID,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'standard',
ADD COLUMN     "last_four" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "last_used_ip" TEXT,
ADD COLUMN     "mode" TEXT NOT NULL DEFAULT 'live',
ADD COLUMN     "previous_hash" TEXT,
ADD COLUMN     "previous_until" TIMESTAMPTZ(3),
ADD COLUMN     "previous_used_at" TIMESTAMPTZ(3),
ADD CONSTRAINT "api_key_kind_check" CHECK ("kind" IN ('standard', 'sending')),
ADD CONSTRAINT "api_key_mode_check" CHECK ("mode" IN ('live', 'test'));

-- CreateIndex
CREATE UNIQUE INDEX "api_key_previous_hash_key" ON "api_key"("previous_hash");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspace_id_domain_id_fkey" FOREIGN KEY ("workspace_id", "domain_id") REFERENCES "sending_domain"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
