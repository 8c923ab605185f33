"use client";

import {
  CircleHelp,
  FileUp,
  Filter,
  Keyboard,
  LogOut,
  type LucideIcon,
  MailPlus,
  MoonStar,
  Plus,
  SearchCheck,
  Server,
  Settings,
  ShieldOff,
  SlidersHorizontal,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { installationPages } from "@/components/installation/installation-pages";
import { settingsPages } from "@/components/settings/settings-pages";
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
  run: () => void;
}

/** Every action and page that this person may use, in the order in which an empty palette shows them. */
export function usePaletteEntries(onHelp: () => void): PaletteEntry[] {
  const router = useRouter();
  const workspace = useWorkspace();
  const { can, path, isOperator } = workspace;
  const open = (page: PlainPage) => () => router.push(path(page));
  const settings = settingsPages(workspace);
  const pages: PaletteEntry[] = [
    ...navigationItems(workspace).map(({ label, path: page, icon, key }) => ({
      ...{ id: page, group: "Go to" as const, label, icon, goKey: key, keywords: ["page"], run: open(page) },
    })),
    entry("Go to", "Segments", Filter, ["audience", "rules"], open("/contacts/segments")),
    ...(can("suppressions.read")
      ? [
          entry(
            "Go to",
            "Suppressions",
            ShieldOff,
            ["blocked", "block list", "bounces"],
            open("/contacts/suppressions"),
          ),
        ]
      : []),
    ...settings.map(({ label, path: page, keywords }) =>
      entry("Settings", label, Settings, [...keywords, "settings"], open(page)),
    ),
    ...(isOperator ? installationPages : []).map(({ label, path: page, keywords }) =>
      entry("Settings", `Installation: ${label}`, Server, [...keywords, "operator"], open(page)),
    ),
  ];
  const help = helpEntries
    .filter(({ needs }) => !needs || can(needs))
    .map(({ label, page, keywords }) => entry("Help", label, CircleHelp, [...keywords, "help", "how"], open(page)));
  const others = workspace.workspaces
    .filter(({ slug }) => slug !== workspace.slug)
    .map(({ slug, name }) => ({
      ...entry("Switch workspace", name, undefined, [slug, "workspace"], () => router.push(pathIn(slug, "/"))),
      id: `workspace ${slug}`,
    }));
  return [...useActions(onHelp, open), ...pages, ...help, ...others];
}

function useActions(onHelp: () => void, open: (page: PlainPage) => () => void): PaletteEntry[] {
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
      entry("Do", "Switch between light and dark", MoonStar, ["theme"], () => setTheme(isDark() ? "light" : "dark")),
    ],
    [mayAddWorkspace, entry("Do", "New workspace", Plus, ["create"], () => router.push(outerPath("/workspaces/new")))],
    [true, entry("Do", "Keyboard shortcuts", Keyboard, ["help", "keys"], onHelp)],
    [true, entry("Do", "Sign out", LogOut, ["log out"], () => void signOut())],
  ];
  return actions.flatMap(([allowed, action]) => (allowed ? [action] : []));
}

function entry(
  group: PaletteEntry["group"],
  label: string,
  icon: LucideIcon | undefined,
  keywords: readonly string[],
  run: () => void,
): PaletteEntry {
  return { id: `${group} ${label}`, group, label, icon: icon ?? SlidersHorizontal, keywords, run };
}
