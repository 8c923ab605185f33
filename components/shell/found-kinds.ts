import { Filter, LayoutTemplate, ListChecks, type LucideIcon, Send, UserRound } from "lucide-react";
import { pathIn } from "@/lib/client/paths";
import type { FoundKind } from "@/lib/finder/schema";
import { type Msg, msg } from "@/lib/language/t";

/** How the palette shows each kind of thing, and where it leads. */
export const foundKindViews: Readonly<
  Record<FoundKind, { label: Msg; icon: LucideIcon; href(slug: string, id: string): string }>
> = {
  campaign: {
    label: msg("Campaign"),
    icon: Send,
    href: (slug, campaignId) => pathIn(slug, "/campaigns/[campaignId]", { campaignId }),
  },
  list: { label: msg("List"), icon: ListChecks, href: (slug, listId) => pathIn(slug, "/lists/[listId]", { listId }) },
  segment: {
    label: msg("Segment"),
    icon: Filter,
    href: (slug, segmentId) => pathIn(slug, "/contacts/segments/[segmentId]", { segmentId }),
  },
  template: {
    label: msg("Template"),
    icon: LayoutTemplate,
    href: (slug, templateId) => pathIn(slug, "/templates/[templateId]", { templateId }),
  },
  contact: {
    label: msg("Contact"),
    icon: UserRound,
    href: (slug, contactId) => pathIn(slug, "/contacts/[contactId]", { contactId }),
  },
};
