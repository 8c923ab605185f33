"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Spinner } from "@/components/ui/spinner";
import { t } from "@/lib/language/t";

const lookEveryMs = 3000;

/** Stands while the worker fills a new workspace with sample data; the page fills by itself when it is there. */
export function SampleDataBanner() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), lookEveryMs);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <section
      aria-label={t("Sample data")}
      className="flex items-center gap-3 border-b bg-info/10 px-4 py-2 md:px-8 print:hidden"
    >
      <Spinner className="shrink-0 text-info" />
      <p role="status">
        {t("Sample data is on its way: contacts, lists and past campaigns. It takes less than a minute.")}
      </p>
    </section>
  );
}
