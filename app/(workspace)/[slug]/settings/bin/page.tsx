import type { Metadata } from "next";
import { BinTable } from "@/components/bin/bin-table";
import { PageHeader } from "@/components/ui/page-header";
import { BIN_DAYS } from "@/lib/base/bin/bin-kinds.shared";
import { pageContext } from "@/lib/base/routes/page-context";
import { findBin } from "@/lib/bin/find-bin";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Bin") });

export default async function BinPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "campaigns.write");
  return (
    <>
      <PageHeader
        title={t("Bin")}
        description={t(
          "Deleted drafts, segments and views of contacts. {days, plural, one {After # day they are gone for good.} other {After # days they are gone for good.}}",
          { days: BIN_DAYS },
        )}
      />
      <BinTable items={await findBin(ctx)} />
    </>
  );
}
