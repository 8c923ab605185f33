import { exportContactsCsv } from "@/lib/contacts/export-contacts";
import { ContactFilters } from "@/lib/contacts/schema";
import { appRoute } from "@/lib/http/app-route";
import { csvResponse } from "@/lib/imports/write-csv";

export const GET = appRoute(
  "contacts.export",
  async (ctx, { query }) => {
    const lines = await exportContactsCsv(ctx, ContactFilters.parse(query));
    return csvResponse(`contacts-${ctx.now().toISOString().slice(0, 10)}.csv`, lines);
  },
  { heavy: true, notes: "export.contacts" },
);
