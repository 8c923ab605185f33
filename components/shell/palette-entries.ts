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
import { inEnglish, type Msg, msg, t } from "@/lib/language/t";
import { helpEntries } from "./help-entries";
import { navigationItems } from "./navigation";
import { signOut } from "./sign-out";
import { isDark, setTheme } from "./theme";
import { useWorkspace } from "./workspace-provider";

export const groupLabels = {
  do: msg("Do", "actions in the palette"),
  go: msg("Go to", "pages in the palette"),
  settings: msg("Settings"),
  help: msg("Help"),
  workspaces: msg("Switch workspace"),
} as const;
export type PaletteGroup = keyof typeof groupLabels;

/** One line of the palette that is there without asking the server. */
export interface PaletteEntry {
  id: string;
  group: PaletteGroup;
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
    .map(([question, page, keywords]) => entry("help", question, CircleHelp, [...keywords, "help", "how"], open(page)));
  const others = workspace.workspaces
    .filter(({ slug }) => slug !== workspace.slug)
    .map(({ slug, name }) => ({
      ...{ id: `workspace ${slug}`, group: "workspaces" as const, label: name, icon: SlidersHorizontal },
      ...{ keywords: [slug, "workspace"], run: go(pathIn(slug, "/")) },
    }));
  return [...useActions(onHelp, open), ...pages, ...help, ...others];
}

type Effect = Pick<PaletteEntry, "page" | "run">;
type Open = (page: PlainPage) => Effect;

function pageEntries(workspace: ReturnType<typeof useWorkspace>, open: Open): PaletteEntry[] {
  const { isOperator } = workspace;
  return [
    ...navigationItems(workspace).map(({ label, path: page, icon, key, keywords = [] }) => ({
      ...{ id: page, group: "go" as const, label: t(label), icon, goKey: key, ...open(page) },
      keywords: ["page", ...keywords, inEnglish(label)],
    })),
    ...settingsPages(workspace).map(({ label, path: page, keywords }) =>
      entry("settings", label, Settings, [...keywords, "settings"], open(page)),
    ),
    ...(isOperator ? installationPages : []).map(({ label, path: page, keywords }) => ({
      ...entry("settings", label, Server, [...keywords, "operator", "installation"], open(page)),
      ...{ id: `installation ${page}`, label: t("Installation: {page}", { page: t(label) }) },
    })),
  ];
}

function useActions(onHelp: () => void, open: Open): PaletteEntry[] {
  const router = useRouter();
  const { can, mayAddWorkspace } = useWorkspace();
  const actions: [allowed: boolean, PaletteEntry][] = [
    [
      can("campaigns.write"),
      entry("do", msg("New campaign"), MailPlus, ["create", "send", "email"], open("/campaigns/new")),
    ],
    [
      can("contacts.import"),
      entry("do", msg("Import contacts"), FileUp, ["csv", "upload", "add"], open("/contacts/import")),
    ],
    [
      can("suppressions.read"),
      entry(
        "do",
        msg("Why does somebody get no mail?"),
        SearchCheck,
        ["suppression", "blocked", "check", "address", "help"],
        open("/contacts/suppressions/why"),
      ),
    ],
    [
      true,
      entry("do", msg("Switch between light and dark"), MoonStar, ["theme"], {
        run: () => setTheme(isDark() ? "light" : "dark"),
      }),
    ],
    [
      mayAddWorkspace,
      entry("do", msg("New workspace"), Plus, ["create"], {
        run: () => leaveBy(() => router.push(outerPath("/workspaces/new"))),
      }),
    ],
    [true, entry("do", msg("Keyboard shortcuts"), Keyboard, ["help", "keys"], { run: onHelp })],
    [true, entry("do", msg("Sign out"), LogOut, ["log out"], { run: () => leaveBy(() => void signOut()) })],
  ];
  return actions.flatMap(([allowed, action]) => (allowed ? [action] : []));
}

function entry(
  group: PaletteEntry["group"],
  label: Msg,
  icon: LucideIcon,
  keywords: readonly string[],
  effect: Effect,
): PaletteEntry {
  const name = inEnglish(label);
  return { id: `${group} ${name}`, group, label: t(label), icon, keywords: [...keywords, name], ...effect };
}
