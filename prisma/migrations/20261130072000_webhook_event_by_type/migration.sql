CREATE INDEX CONCURRENTLY "webhook_event_workspace_id_type_id_idx" ON "webhook_event"("workspace_id", "type", "id");
