import {
  Filter,
  Inbox,
  LayoutDashboard,
  LayoutTemplate,
  ListChecks,
  type LucideIcon,
  MailCheck,
  MessageSquareReply,
  Send,
  Settings,
  ShieldOff,
  UsersRound,
} from "lucide-react";
import type { Permission } from "@/lib/base/permissions.shared";
import { type PlainPage, pathIn } from "@/lib/client/paths";
import { type Msg, msg } from "@/lib/language/t";

export interface NavigationItem {
  label: Msg;
  /** What its key does, for the list of keys. */
  goTo: Msg;
  /** Below the workspace; "/" is the dashboard. */
  path: PlainPage;
  icon: LucideIcon;
  /** Pressed after "g". */
  key: string;
  /** Stands below the one before it. */
  below?: true;
  /** Only for whom may. */
  permission?: Permission;
  /** Other words under which the palette finds it. */
  keywords?: readonly string[];
}

const items: readonly NavigationItem[] = [
  { label: msg("Dashboard"), goTo: msg("Go to dashboard"), path: "/", icon: LayoutDashboard, key: "d" },
  { label: msg("Contacts"), goTo: msg("Go to contacts"), path: "/contacts", icon: UsersRound, key: "c" },
  {
    ...{ label: msg("Segments"), goTo: msg("Go to segments"), path: "/contacts/segments", icon: Filter, key: "e" },
    ...{ below: true, permission: "segments.read", keywords: ["audience", "rules"] },
  },
  {
    ...{
      label: msg("Suppressions"),
      goTo: msg("Go to suppressions"),
      path: "/contacts/suppressions",
      icon: ShieldOff,
      key: "u",
    },
    ...{ below: true, permission: "suppressions.read", keywords: ["blocked", "block list", "bounces"] },
  },
  { label: msg("Lists"), goTo: msg("Go to lists"), path: "/lists", icon: ListChecks, key: "l" },
  { label: msg("Campaigns"), goTo: msg("Go to campaigns"), path: "/campaigns", icon: Send, key: "m" },
  {
    ...{ label: msg("Transactional"), goTo: msg("Go to transactional"), path: "/emails", icon: MailCheck, key: "x" },
    ...{ below: true, permission: "reports.read", keywords: ["single mails", "receipts", "api"] },
  },
  { label: msg("Templates"), goTo: msg("Go to templates"), path: "/templates", icon: LayoutTemplate, key: "t" },
  { label: msg("Replies"), goTo: msg("Go to replies"), path: "/replies", icon: MessageSquareReply, key: "r" },
  { label: msg("Mailbox"), goTo: msg("Go to mailbox"), path: "/mailbox", icon: Inbox, key: "b" },
  { label: msg("Settings"), goTo: msg("Go to settings"), path: "/settings", icon: Settings, key: "s" },
];

/** The places of a workspace that this person may see, in the order of the sidebar. */
export function navigationItems({ hasMailbox, can }: NavigationActor): readonly NavigationItem[] {
  return items.filter(
    ({ path, permission }) => (hasMailbox || path !== "/mailbox") && (permission === undefined || can(permission)),
  );
}

interface NavigationActor {
  hasMailbox: boolean;
  can(permission: Permission): boolean;
}

/** Whether a page belongs to an item: the dashboard only to itself, the others with everything below them that has no item of its own. */
export function isCurrent(item: NavigationItem, slug: string, pathname: string): boolean {
  const isIn = ({ path }: NavigationItem) => isAt(pathname, pathIn(slug, path), path === "/");
  return isIn(item) && !items.some((other) => other.path.startsWith(`${item.path}/`) && isIn(other));
}

const isAt = (pathname: string, path: string, alone: boolean) =>
  pathname === path || (!alone && pathname.startsWith(`${path}/`));
