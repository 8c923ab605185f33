import { appRoute } from "@/lib/base/routes/app-route";
import { consentFile } from "@/lib/people/consent/consent-file";
import { ContactRef } from "@/lib/people/contacts/schema";

export const GET = appRoute(
  "contacts.export",
  (ctx, { params, query }) =>
    consentFile(ctx, { ...ContactRef.parse(params), format: query.format === "json" ? "json" : "pdf" }),
  { heavy: true, notes: "export.consent" },
);
