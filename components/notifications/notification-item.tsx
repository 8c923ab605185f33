"use client";

import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import type { NotificationSeverity, NotificationView } from "@/lib/account/notifications/views.shared";
import { pathUnder } from "@/lib/client/paths";
import { type Msg, msg, t } from "@/lib/language/t";

const styles: Record<NotificationSeverity, { icon: LucideIcon; tone: string; word: Msg }> = {
  info: { icon: Info, tone: "text-info", word: msg("News", "for your information") },
  success: { icon: CircleCheck, tone: "text-success", word: msg("Good news") },
  warning: { icon: TriangleAlert, tone: "text-warning", word: msg("Warning") },
  danger: { icon: CircleAlert, tone: "text-destructive", word: msg("Needs somebody") },
};

interface Props {
  notification: NotificationView;
  /** In the popover the text is cut after three lines. */
  short?: boolean;
  onOpen?: () => void;
}

/** One notification: what, since when, and where it leads. */
export function NotificationItem({ notification, short, onOpen }: Props) {
  const { slug } = useWorkspace();
  const { severity, title, body, href, createdAt, seen } = notification;
  const { icon: Icon, tone, word } = styles[severity];
  const content = (
    <>
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", tone)} />
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className={cn("break-words text-sm", !seen && "font-semibold")}>
          <span className="sr-only">{t(word)}: </span>
          {title}
        </span>
        {body ? (
          <span
            className={cn("whitespace-pre-line break-words text-muted-foreground text-sm", short && "line-clamp-3")}
          >
            {body}
          </span>
        ) : null}
        <span className="text-muted-foreground text-xs">
          <RelativeTime value={createdAt} />
        </span>
      </span>
      {seen ? null : (
        <span className="mt-1.5 size-2 shrink-0 rounded-full bg-primary">
          <span className="sr-only">{t("New")}</span>
        </span>
      )}
    </>
  );
  const classes = "flex w-full items-start gap-3 px-4 py-3 text-start";
  if (!href) return <div className={classes}>{content}</div>;
  return (
    <Link href={pathUnder(slug, href)} onClick={onOpen} className={cn(classes, "hover:bg-accent")}>
      {content}
    </Link>
  );
}
