import type { Metadata } from "next";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { DatabaseCard, DiskCard, PicturesCard } from "@/components/installation/storage-cards";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { readStorage } from "@/lib/installation/state/read-storage";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Storage") });

export default async function InstallationStoragePage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params);
  const { disks, databaseBytes, tables, picturesIn, picturePlaces } = await readStorage(ctx);
  return (
    <>
      <PageHeader title={t("Installation")} description={t("Room on the disks, and what the database needs.")} />
      <InstallationTabs />
      <div className="grid gap-6">
        <DiskCard disks={disks} />
        <PicturesCard picturesIn={picturesIn} picturePlaces={picturePlaces} />
        <DatabaseCard databaseBytes={databaseBytes} tables={tables} />
      </div>
    </>
  );
}
