"use client";

import { LogIn } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/language/t";
import { goToProvider } from "./go-to-provider";

/** One button a provider; each leads away to its page. */
export function OidcButtons({ providers, nextPath }: { providers: { id: string; name: string }[]; nextPath: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const go = (id: string) => {
    setChosen(id);
    goToProvider({ provider: id, back: nextPath }).catch(() => setChosen(null));
  };
  return (
    <div className="grid gap-3">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          type="button"
          variant="outline"
          className="w-full"
          pending={chosen === id}
          onClick={() => go(id)}
        >
          <LogIn aria-hidden />
          <span className="truncate">{t("Continue with {name}", { name })}</span>
        </Button>
      ))}
    </div>
  );
}
