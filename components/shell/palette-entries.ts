"use client";

import {
  CircleHelp,
  FileUp,
  Keyboard,
  LogOut,
  type LucideIcon,
  MailPlus,
  MoonStar,
  Plus,
  SearchCheck,
  Server,
  Settings,
  SlidersHorizontal,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { installationPages } from "@/components/installation/installation-pages";
import { settingsPages } from "@/components/settings/settings-pages";
import { leaveBy } from "@/lib/client/leave-guard";
import { outerPath, type PlainPage, pathIn } from "@/lib/client/paths";
import { helpEntries } from "./help-entries";
import { navigationItems } from "./navigation";
import { signOut } from "./sign-out";
import { isDark, setTheme } from "./theme";
import { useWorkspace } from "./workspace-provider";

/** One line of the palette that is there without asking the server. */
export interface PaletteEntry {
  id: string;
  group: "Do" | "Go to" | "Settings" | "Help" | "Switch workspace";
  label: string;
  icon?: LucideIcon;
  keywords: readonly string[];
  /** Pressed after "g". */
  goKey?: string;
  /** Which it opens, unless it does something else. */
  page?: PlainPage;
  /** Asks first where it leaves a page with edits that are not saved. */
  run: () => void;
}

/** Every action and page that this person may use, in the order in which an empty palette shows them. */
export function usePaletteEntries(onHelp: () => void): PaletteEntry[] {
  const router = useRouter();
  const workspace = useWorkspace();
  const go = (href: string) => () => leaveBy(() => router.push(href));
  const open = (page: PlainPage) => ({ page, run: go(workspace.path(page)) });
  const pages = pageEntries(workspace, open);
  const shown = new Set(pages.map(({ page }) => page));
  const help = helpEntries
    .filter(([, page]) => shown.has(page))
    .map(([question, page, keywords]) => entry("Help", question, CircleHelp, [...keywords, "help", "how"], open(page)));
  const others = workspace.workspaces
    .filter(({ slug }) => slug !== workspace.slug)
    .map(({ slug, name }) => ({
      ...entry("Switch workspace", name, undefined, [slug, "workspace"], {
        run: go(pathIn(slug, "/")),
      }),
      id: `workspace ${slug}`,
    }));
  return [...useActions(onHelp, open), ...pages, ...help, ...others];
}

type Effect = Pick<PaletteEntry, "page" | "run">;
type Open = (page: PlainPage) => Effect;

function pageEntries(workspace: ReturnType<typeof useWorkspace>, open: Open): PaletteEntry[] {
  const { isOperator } = workspace;
  return [
    ...navigationItems(workspace).map(({ label, path: page, icon, key, keywords = [] }) => ({
      ...{ id: page, group: "Go to" as const, label, icon, goKey: key, keywords: ["page", ...keywords], ...open(page) },
    })),
    ...settingsPages(workspace).map(({ label, path: page, keywords }) =>
      entry("Settings", label, Settings, [...keywords, "settings"], open(page)),
    ),
    ...(isOperator ? installationPages : []).map(({ label, path: page, keywords }) =>
      entry("Settings", `Installation: ${label}`, Server, [...keywords, "operator"], open(page)),
    ),
  ];
}

function useActions(onHelp: () => void, open: Open): PaletteEntry[] {
  const router = useRouter();
  const { can, mayAddWorkspace } = useWorkspace();
  const actions: [allowed: boolean, PaletteEntry][] = [
    [
      can("campaigns.write"),
      entry("Do", "New campaign", MailPlus, ["create", "send", "email"], open("/campaigns/new")),
    ],
    [
      can("contacts.import"),
      entry("Do", "Import contacts", FileUp, ["csv", "upload", "add"], open("/contacts/import")),
    ],
    [
      can("suppressions.read"),
      entry(
        "Do",
        "Why does somebody get no mail?",
        SearchCheck,
        ["suppression", "blocked", "check", "address", "help"],
        open("/contacts/suppressions/why"),
      ),
    ],
    [
      true,
      entry("Do", "Switch between light and dark", MoonStar, ["theme"], {
        run: () => setTheme(isDark() ? "light" : "dark"),
      }),
    ],
    [
      mayAddWorkspace,
      entry("Do", "New workspace", Plus, ["create"], {
        run: () => leaveBy(() => router.push(outerPath("/workspaces/new"))),
      }),
    ],
    [true, entry("Do", "Keyboard shortcuts", Keyboard, ["help", "keys"], { run: onHelp })],
    [true, entry("Do", "Sign out", LogOut, ["log out"], { run: () => leaveBy(() => void signOut()) })],
  ];
  return actions.flatMap(([allowed, action]) => (allowed ? [action] : []));
}

function entry(
  group: PaletteEntry["group"],
  label: string,
  icon: LucideIcon | undefined,
  keywords: readonly string[],
  effect: Effect,
): PaletteEntry {
  return { id: `${group} ${label}`, group, label, icon: icon ?? SlidersHorizontal, keywords, ...effect };
}
