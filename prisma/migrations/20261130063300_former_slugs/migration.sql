-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "mail_slug" TEXT;

-- CreateTable
CREATE TABLE "former_slug" (
    "slug" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_slug_pkey" PRIMARY KEY ("slug")
);

-- CreateIndex
CREATE INDEX "former_slug_workspace_id_idx" ON "former_slug"("workspace_id");

-- AddForeignKey
ALTER TABLE "former_slug" ADD CONSTRAINT "former_slug_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
