CREATE INDEX CONCURRENTLY "webhook_delivery_workspace_id_endpoint_id_status_id_idx" ON "webhook_delivery"("workspace_id", "endpoint_id", "status", "id");
