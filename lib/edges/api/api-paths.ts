/** Where the public API is served. */
export const API_ROOT = "/api/v1";

/** Every path below it, for whoever only has to know which there are. */
export const apiPaths = [
  "/me",
  "/contacts",
  "/contacts/batch",
  "/contacts/{contact}",
  "/contacts/{contact}/subscriptions",
  "/contacts/{contact}/subscriptions/{list_id}",
  "/lists",
  "/lists/{list_id}",
  "/lists/{list_id}/archive",
  "/fields",
  "/fields/{field_id}",
  "/tags",
  "/tags/{tag_id}",
  "/suppressions",
  "/suppressions/lifting",
  "/suppressions/{email}",
  "/campaigns",
  "/campaigns/{campaign_id}",
  "/campaigns/{campaign_id}/duplicate",
  "/campaigns/{campaign_id}/archive",
  "/campaigns/{campaign_id}/preview",
  "/campaigns/{campaign_id}/preflight",
  "/campaigns/{campaign_id}/test-sends",
  "/campaigns/{campaign_id}/launch",
  "/campaigns/{campaign_id}/schedule",
  "/campaigns/{campaign_id}/pause",
  "/campaigns/{campaign_id}/cancellation",
  "/campaigns/{campaign_id}/report",
  "/campaigns/{campaign_id}/report/breakdown",
] as const;
export type ApiPath = (typeof apiPaths)[number];
