/**
 * Where the rows of a table live once one database server is not enough (Citus 14): `tenant` tables are distributed by
 * workspace_id and colocated, `reference` tables are copied to every server, `local` ones stay on the coordinator.
 * A reference table is small, rarely written, and joined with tenant tables or pointed at by them. What is found before its
 * workspace is known (by a secret, a name, an account), what ranges over workspaces and what is written all the time is local.
 */
export type Place = "tenant" | "reference" | "local";

/** Every table of the schema `public`, in one place. `tests/schema` holds the live catalogue and the statements to it. */
export const places: Readonly<Record<string, Place>> = {
  api_key: "local",
  asset: "tenant",
  audit_entry: "tenant",
  auth_token: "local",
  automation: "tenant",
  automation_version: "tenant",
  campaign: "tenant",
  campaign_batch: "tenant",
  campaign_hourly: "tenant",
  campaign_link: "tenant",
  campaign_totals: "tenant",
  campaign_under_way: "local",
  campaign_variant: "tenant",
  captured_message: "local",
  consent_record: "tenant",
  contact: "tenant",
  contact_field: "tenant",
  contact_tag: "tenant",
  conversion: "tenant",
  dkim_key: "tenant",
  dns_check: "tenant",
  domain_claim: "local",
  enrollment: "tenant",
  enrollment_step: "tenant",
  event: "tenant",
  external_identity: "local",
  goal: "tenant",
  import_chunk: "tenant",
  import_job: "tenant",
  import_refusal: "tenant",
  inbound_mailbox: "local",
  inbound_message: "local",
  inbound_setting: "local",
  installation_problem: "local",
  // Read where suppressions are shared.
  installation_setting: "reference",
  // Read beside the contacts while an audience freezes.
  installation_suppression: "reference",
  integration: "tenant",
  invitation: "local",
  known_device: "local",
  link_clicker: "tenant",
  link_totals: "tenant",
  list: "tenant",
  // notification_seen points at it.
  member: "reference",
  message: "tenant",
  message_attempt: "tenant",
  notification: "tenant",
  notification_seen: "tenant",
  pace_counter: "local",
  pacing_rule: "tenant",
  passkey: "local",
  passkey_challenge: "local",
  pending_sign_in: "local",
  provider_call: "tenant",
  // provider_call points at it; found by the secret in its address.
  provider_endpoint: "reference",
  provider_message: "tenant",
  rate_limit_hit: "local",
  recipient_domain: "local",
  recovery_code: "local",
  repeated_failure: "local",
  reply: "tenant",
  reply_rule: "local",
  security_event: "local",
  segment: "tenant",
  sender: "tenant",
  // sender, dkim_key and others point at it; looked for by name over all workspaces.
  sending_domain: "reference",
  session: "local",
  simulator_action: "local",
  simulator_setting: "local",
  subscription: "tenant",
  suppression: "tenant",
  suppression_history: "tenant",
  tag: "tenant",
  template: "tenant",
  test_content: "tenant",
  totp_secret: "local",
  transport: "tenant",
  // Read over all workspaces by the hour.
  transport_hour: "local",
  // member points at it.
  user: "reference",
  // Few rows, looked through over all workspaces every ten minutes.
  warmup_plan: "reference",
  webhook_delivery: "tenant",
  webhook_endpoint: "tenant",
  worker_heartbeat: "local",
  // audit_entry and member point at it.
  workspace: "reference",
  workspace_daily: "tenant",
};
