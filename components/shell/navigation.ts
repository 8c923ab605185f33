import {
  Inbox,
  LayoutDashboard,
  LayoutTemplate,
  ListChecks,
  type LucideIcon,
  MessageSquareReply,
  Send,
  Settings,
  UsersRound,
} from "lucide-react";
import { type PlainPage, pathIn } from "@/lib/client/paths";

export interface NavigationItem {
  label: string;
  /** Below the workspace; "/" is the dashboard. */
  path: PlainPage;
  icon: LucideIcon;
  /** Pressed after "g". */
  key: string;
}

const items: readonly NavigationItem[] = [
  { label: "Dashboard", path: "/", icon: LayoutDashboard, key: "d" },
  { label: "Contacts", path: "/contacts", icon: UsersRound, key: "c" },
  { label: "Lists", path: "/lists", icon: ListChecks, key: "l" },
  { label: "Campaigns", path: "/campaigns", icon: Send, key: "m" },
  { label: "Templates", path: "/templates", icon: LayoutTemplate, key: "t" },
  { label: "Replies", path: "/replies", icon: MessageSquareReply, key: "r" },
  { label: "Mailbox", path: "/mailbox", icon: Inbox, key: "b" },
  { label: "Settings", path: "/settings", icon: Settings, key: "s" },
];

/** The places of a workspace, in the order of the sidebar. */
export function navigationItems({ hasMailbox }: { hasMailbox: boolean }): readonly NavigationItem[] {
  return hasMailbox ? items : items.filter((item) => item.path !== "/mailbox");
}

/** Whether a page belongs to an item: the dashboard only to itself, the others with everything below them. */
export function isCurrent(item: NavigationItem, slug: string, pathname: string): boolean {
  const path = pathIn(slug, item.path);
  return pathname === path || (item.path !== "/" && pathname.startsWith(`${path}/`));
}
