import { csvResponse } from "@/lib/base/csv/write-csv";
import { appRoute } from "@/lib/base/routes/app-route";
import { exportContactsCsv } from "@/lib/people/contacts/export-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";

export const GET = appRoute(
  "contacts.export",
  async (ctx, { query }) => {
    const lines = await exportContactsCsv(ctx, ContactFilters.parse(query));
    return csvResponse(`contacts-${ctx.now().toISOString().slice(0, 10)}.csv`, lines);
  },
  { heavy: true, notes: "export.contacts" },
);
