-- AlterTable
ALTER TABLE "template" ADD COLUMN     "alias" TEXT,
ADD COLUMN     "published_version" INTEGER,
ADD COLUMN     "variables" JSONB;

-- CreateTable
CREATE TABLE "template_version" (
    "workspace_id" UUID NOT NULL,
    "template_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "compiled" JSONB NOT NULL,
    "variables" JSONB NOT NULL,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "template_version_pkey" PRIMARY KEY ("workspace_id","template_id","version")
);

-- AddForeignKey
ALTER TABLE "template_version" ADD CONSTRAINT "template_version_workspace_id_template_id_fkey" FOREIGN KEY ("workspace_id", "template_id") REFERENCES "template"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- CreateTable
CREATE TABLE "template_alias" (
    "workspace_id" UUID NOT NULL,
    "alias" TEXT NOT NULL,
    "template_id" UUID NOT NULL,

    CONSTRAINT "template_alias_pkey" PRIMARY KEY ("workspace_id","alias")
);

-- CreateIndex
CREATE UNIQUE INDEX "template_alias_workspace_id_template_id_key" ON "template_alias"("workspace_id", "template_id");

-- AddForeignKey
ALTER TABLE "template_alias" ADD CONSTRAINT "template_alias_workspace_id_template_id_fkey" FOREIGN KEY ("workspace_id", "template_id") REFERENCES "template"("workspace_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
