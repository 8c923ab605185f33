CREATE INDEX CONCURRENTLY "webhook_delivery_workspace_id_endpoint_id_next_attempt_at_idx" ON "webhook_delivery"("workspace_id", "endpoint_id", "next_attempt_at");
