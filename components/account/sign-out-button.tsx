"use client";

import { signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/language/t";

export function SignOutButton() {
  return (
    <Button variant="ghost" className="text-muted-foreground" onClick={() => void signOut()}>
      {t("Sign out")}
    </Button>
  );
}
