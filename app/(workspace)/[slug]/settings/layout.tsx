import type { ReactNode } from "react";
import { SettingsNavigation } from "@/components/settings/settings-navigation";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-10">
      <SettingsNavigation />
      <div className="min-w-0 max-w-4xl">{children}</div>
    </div>
  );
}
