-- AlterTable
ALTER TABLE "asset" ADD COLUMN     "object_key" TEXT,
ADD COLUMN     "place_id" UUID,
ALTER COLUMN "data" DROP NOT NULL;

-- CreateTable
CREATE TABLE "asset_place" (
    "id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "access_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_object" (
    "place_id" UUID NOT NULL,
    "object_key" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "bytes" INTEGER NOT NULL,
    "look_at" TIMESTAMPTZ(3) NOT NULL,
    "condemned_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "asset_object_pkey" PRIMARY KEY ("place_id","object_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "asset_place_address_key" ON "asset_place"("address");

-- CreateIndex
CREATE INDEX "asset_object_look_at_idx" ON "asset_object"("look_at");
