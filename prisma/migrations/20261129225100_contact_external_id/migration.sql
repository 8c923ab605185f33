CREATE UNIQUE INDEX CONCURRENTLY "contact_workspace_id_external_id_key" ON "contact"("workspace_id", "external_id");
