-- CreateTable
CREATE TABLE "bin_entry" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "binned" JSONB NOT NULL,
    "member_id" UUID,
    "deleted_by_name" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bin_entry_pkey" PRIMARY KEY ("workspace_id","id"),
    CONSTRAINT "bin_entry_kind_check" CHECK ("kind" IN ('campaign', 'segment', 'view'))
);

-- CreateIndex
CREATE INDEX "bin_entry_workspace_id_deleted_at_idx" ON "bin_entry"("workspace_id", "deleted_at");

-- AddForeignKey
ALTER TABLE "bin_entry" ADD CONSTRAINT "bin_entry_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
