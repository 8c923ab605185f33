"use client";

import { signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";

export function SignOutButton() {
  return (
    <Button variant="ghost" className="text-muted-foreground" onClick={() => void signOut()}>
      Sign out
    </Button>
  );
}
