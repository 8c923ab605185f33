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

export interface NavigationItem {
  label: string;
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
  { label: "Dashboard", path: "/", icon: LayoutDashboard, key: "d" },
  { label: "Contacts", path: "/contacts", icon: UsersRound, key: "c" },
  {
    ...{ label: "Segments", path: "/contacts/segments", icon: Filter, key: "e" },
    ...{ below: true, permission: "segments.read", keywords: ["audience", "rules"] },
  },
  {
    ...{ label: "Suppressions", path: "/contacts/suppressions", icon: ShieldOff, key: "u" },
    ...{ below: true, permission: "suppressions.read", keywords: ["blocked", "block list", "bounces"] },
  },
  { label: "Lists", path: "/lists", icon: ListChecks, key: "l" },
  { label: "Campaigns", path: "/campaigns", icon: Send, key: "m" },
  {
    ...{ label: "Transactional", path: "/emails", icon: MailCheck, key: "x" },
    ...{ below: true, permission: "reports.read", keywords: ["single mails", "receipts", "api"] },
  },
  { label: "Templates", path: "/templates", icon: LayoutTemplate, key: "t" },
  { label: "Replies", path: "/replies", icon: MessageSquareReply, key: "r" },
  { label: "Mailbox", path: "/mailbox", icon: Inbox, key: "b" },
  { label: "Settings", path: "/settings", icon: Settings, key: "s" },
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
