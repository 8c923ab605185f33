"use client";

import { ChevronsUpDown, LogOut, Monitor, Moon, ShieldCheck, Sun, UserRound } from "lucide-react";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Link } from "@/components/ui/link";
import { t } from "@/lib/language/t";
import { signOut } from "./sign-out";
import { setTheme, useTheme } from "./theme";
import { isTheme } from "./theme-cookie";
import { useWorkspace } from "./workspace-provider";

/** Who is signed in: profile, theme, sign out. */
export function UserMenu() {
  const { user, path } = useWorkspace();
  const theme = useTheme();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex h-11 w-full min-w-0 items-center gap-2.5 rounded-md px-2 text-start hover:bg-accent">
        <span className="sr-only">{t("Your account:")}</span>
        <Avatar name={user.name} className="size-7" />
        <span className="grid min-w-0 flex-1 leading-tight">
          <span className="truncate font-medium">{user.name}</span>
          <span className="truncate text-muted-foreground text-xs">{user.email}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-56">
        <DropdownMenuItem asChild>
          <Link href={path("/settings/profile")}>
            <UserRound aria-hidden />
            {t("Your profile")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={path("/settings/security")}>
            <ShieldCheck aria-hidden />
            {t("Your security")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("Theme")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={(value) => isTheme(value) && setTheme(value)}>
          <DropdownMenuRadioItem value="system">
            <Monitor aria-hidden />
            {t("Like the device")}
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="light">
            <Sun aria-hidden />
            {t("Light")}
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">
            <Moon aria-hidden />
            {t("Dark")}
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOut aria-hidden />
          {t("Sign out")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
