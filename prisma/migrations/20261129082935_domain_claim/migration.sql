-- CreateTable
CREATE TABLE "domain_claim" (
    "name" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "domain_claim_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "domain_claim_workspace_id_domain_id_key" ON "domain_claim"("workspace_id", "domain_id");


-- AddForeignKey
ALTER TABLE "domain_claim" ADD CONSTRAINT "domain_claim_workspace_id_domain_id_fkey" FOREIGN KEY ("workspace_id", "domain_id") REFERENCES "sending_domain"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A name that several workspaces have verified stays with the one that was first; for the others it waits again.
INSERT INTO "domain_claim" ("name", "workspace_id", "domain_id", "claimed_at")
SELECT DISTINCT ON ("name") "name", "workspace_id", "id", coalesce("verified_at", "created_at")
FROM "sending_domain" WHERE "status" = 'verified'
ORDER BY "name", coalesce("verified_at", "created_at"), "id";

UPDATE "sending_domain" d SET "status" = 'pending', "verified_at" = NULL
WHERE d."status" = 'verified'
  AND NOT EXISTS (SELECT 1 FROM "domain_claim" c WHERE c."workspace_id" = d."workspace_id" AND c."domain_id" = d."id");
