import { Bell } from "lucide-react";
import type { Metadata } from "next";
import { MarkSeen } from "@/components/notifications/mark-seen";
import { NotificationItem } from "@/components/notifications/notification-item";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { findNotifications } from "@/lib/account/notifications/queries";
import { NotificationFilters } from "@/lib/account/notifications/schema";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Notifications") });

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ after?: string }> };

export default async function NotificationsPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "workspace.read");
  const filters = NotificationFilters.parse(await searchParams);
  const { notifications, next } = await findNotifications(ctx, filters);
  const here = (after?: string) => pathIn(ctx.workspace.slug, "/notifications", { after });
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title={t("Notifications")}
        description={t("What happened in this workspace that somebody should know.")}
      />
      {notifications.length > 0 ? (
        <Card className="py-0">
          <ul className="divide-y overflow-hidden rounded-xl">
            {notifications.map((notification) => (
              <li key={notification.id}>
                <NotificationItem notification={notification} />
              </li>
            ))}
          </ul>
        </Card>
      ) : (
        <EmptyState
          icon={<Bell aria-hidden />}
          title={t("Nothing yet")}
          description={t(
            "When something needs a person, such as a campaign that paused itself or a sending service that refuses the password, it is reported here.",
          )}
        />
      )}
      <MarkSeen ids={notifications.filter(({ seen }) => !seen).map(({ id }) => id)} />
      <Pagination
        previous={filters.after ? { href: here() } : null}
        next={next ? { href: here(next) } : null}
        previousLabel={t("Newest")}
        nextLabel={t("Older")}
      />
    </div>
  );
}
