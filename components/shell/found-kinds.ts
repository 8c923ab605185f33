import { Filter, LayoutTemplate, ListChecks, type LucideIcon, Send, UserRound } from "lucide-react";
import { pathIn } from "@/lib/client/paths";
import type { FoundKind } from "@/lib/finder/schema";

/** How the palette shows each kind of thing, and where it leads. */
export const foundKindViews: Readonly<
  Record<FoundKind, { label: string; icon: LucideIcon; href(slug: string, id: string): string }>
> = {
  campaign: {
    label: "Campaign",
    icon: Send,
    href: (slug, campaignId) => pathIn(slug, "/campaigns/[campaignId]", { campaignId }),
  },
  list: { label: "List", icon: ListChecks, href: (slug, listId) => pathIn(slug, "/lists/[listId]", { listId }) },
  segment: {
    label: "Segment",
    icon: Filter,
    href: (slug, segmentId) => pathIn(slug, "/contacts/segments/[segmentId]", { segmentId }),
  },
  template: {
    label: "Template",
    icon: LayoutTemplate,
    href: (slug, templateId) => pathIn(slug, "/templates/[templateId]", { templateId }),
  },
  contact: {
    label: "Contact",
    icon: UserRound,
    href: (slug, contactId) => pathIn(slug, "/contacts/[contactId]", { contactId }),
  },
};
