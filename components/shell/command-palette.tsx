"use client";

import {
  FileUp,
  Keyboard,
  KeyRound,
  LogOut,
  type LucideIcon,
  MailPlus,
  MoonStar,
  Plus,
  SearchCheck,
  Server,
  ShieldCheck,
  ShieldOff,
  UserRound,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { installationPages } from "@/components/installation/installation-pages";
import {
  CommandDialog,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandShortcut,
} from "@/components/ui/command";
import { Kbd } from "@/components/ui/kbd";
import { outerPath, pathIn } from "@/lib/client/paths";
import { navigationItems } from "./navigation";
import { signOut } from "./sign-out";
import { isDark, setTheme } from "./theme";
import { useWorkspace } from "./workspace-provider";

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
}

interface Action {
  label: string;
  icon: LucideIcon;
  keywords?: string[];
  run: () => void;
}

function useActions(onHelp: () => void): Action[] {
  const router = useRouter();
  const { can, path, mayAddWorkspace, isOperator } = useWorkspace();
  const actions: (Action & { allowed?: boolean })[] = [
    {
      label: "New campaign",
      icon: MailPlus,
      keywords: ["create", "send", "email"],
      allowed: can("campaigns.write"),
      run: () => router.push(path("/campaigns/new")),
    },
    {
      label: "Import contacts",
      icon: FileUp,
      keywords: ["csv", "upload", "add"],
      allowed: can("contacts.import"),
      run: () => router.push(path("/contacts/import")),
    },
    {
      label: "Suppressions",
      icon: ShieldOff,
      keywords: ["suppression", "blocked", "block list", "unsubscribe", "bounces"],
      allowed: can("suppressions.read"),
      run: () => router.push(path("/contacts/suppressions")),
    },
    {
      label: "Why does somebody get no mail?",
      icon: SearchCheck,
      keywords: ["suppression", "blocked", "check", "address"],
      allowed: can("suppressions.read"),
      run: () => router.push(path("/contacts/suppressions/why")),
    },
    {
      label: "API keys",
      icon: KeyRound,
      keywords: ["token", "secret", "program", "integration", "developer", "rest"],
      allowed: can("api-keys.manage"),
      run: () => router.push(path("/settings/api-keys")),
    },
    {
      label: "Switch between light and dark",
      icon: MoonStar,
      keywords: ["theme"],
      run: () => setTheme(isDark() ? "light" : "dark"),
    },
    {
      label: "Your profile",
      icon: UserRound,
      keywords: ["account", "name"],
      run: () => router.push(path("/settings/profile")),
    },
    {
      label: "Your security",
      icon: ShieldCheck,
      keywords: ["password", "passkey", "second factor", "link a provider", "sessions", "devices"],
      run: () => router.push(path("/settings/security")),
    },
    {
      label: "New workspace",
      icon: Plus,
      allowed: mayAddWorkspace,
      run: () => router.push(outerPath("/workspaces/new")),
    },
    { label: "Keyboard shortcuts", icon: Keyboard, keywords: ["help"], run: onHelp },
    { label: "Sign out", icon: LogOut, keywords: ["log out"], run: () => void signOut() },
  ];
  const pages = isOperator ? installationPages : [];
  actions.push(
    ...pages.map(({ label, path: page, keywords }) => ({
      label: `Installation: ${label}`,
      icon: Server,
      keywords: [...keywords, "installation", "operator"],
      run: () => router.push(path(page)),
    })),
  );
  return actions.filter((action) => action.allowed !== false);
}

/** ⌘K: go anywhere, start anything. */
export function CommandPalette({ open, onOpenChange, onHelp }: PaletteProps) {
  const router = useRouter();
  const workspace = useWorkspace();
  const actions = useActions(onHelp);
  const others = workspace.workspaces.filter(({ slug }) => slug !== workspace.slug);
  function run(action: () => void) {
    onOpenChange(false);
    action();
  }
  return (
    <CommandDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Command palette"
      description="Type to find a page or an action."
    >
      <CommandInput placeholder="Go to or do…" aria-label="Search pages and actions" />
      <CommandList>
        <CommandEmpty>Nothing matches. Try another word.</CommandEmpty>
        <CommandGroup heading="Do">
          {actions.map((action) => (
            <CommandItem key={action.label} keywords={action.keywords} onSelect={() => run(action.run)}>
              <action.icon aria-hidden />
              {action.label}
            </CommandItem>
          ))}
        </CommandGroup>
        <CommandGroup heading="Go to">
          {navigationItems(workspace).map((item) => (
            <CommandItem
              key={item.path}
              value={`go to ${item.label}`}
              onSelect={() => run(() => router.push(workspace.path(item.path)))}
            >
              <item.icon aria-hidden />
              {item.label}
              <CommandShortcut>
                <Kbd>g</Kbd>
                <Kbd>{item.key}</Kbd>
              </CommandShortcut>
            </CommandItem>
          ))}
        </CommandGroup>
        {others.length > 0 ? (
          <CommandGroup heading="Switch workspace">
            {others.map(({ slug, name }) => (
              <CommandItem
                key={slug}
                value={`workspace ${name} ${slug}`}
                onSelect={() => run(() => router.push(pathIn(slug, "/")))}
              >
                {name}
              </CommandItem>
            ))}
          </CommandGroup>
        ) : null}
      </CommandList>
    </CommandDialog>
  );
}
