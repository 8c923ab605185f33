-- AlterTable
ALTER TABLE "contact_field" ADD COLUMN     "searchable" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "contact_search" (
    "workspace_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "grams" INTEGER[],
    "contact_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "shape" INTEGER NOT NULL,

    CONSTRAINT "contact_search_pkey" PRIMARY KEY ("workspace_id","contact_id")
);

-- CreateTable
CREATE TABLE "contact_search_mark" (
    "workspace_id" UUID NOT NULL,
    "shape" INTEGER NOT NULL,
    "done_up_to" UUID,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_search_mark_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE INDEX "contact_search_grams_idx" ON "contact_search" USING GIN ("grams");

-- AddForeignKey
ALTER TABLE "contact_search" ADD CONSTRAINT "contact_search_workspace_id_contact_id_fkey" FOREIGN KEY ("workspace_id", "contact_id") REFERENCES "contact"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_search_mark" ADD CONSTRAINT "contact_search_mark_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
