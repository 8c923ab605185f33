import { Badge } from "@/components/ui/badge";
import { msg, t } from "@/lib/language/t";

export type SubscriptionStatus = "pending" | "confirmed" | "unsubscribed";

const styles = {
  confirmed: { variant: "success", label: msg("Subscribed"), title: msg("{list}: subscribed") },
  pending: { variant: "warning", label: msg("Not confirmed yet"), title: msg("{list}: not confirmed yet") },
  unsubscribed: { variant: "secondary", label: msg("Unsubscribed"), title: msg("{list}: unsubscribed") },
} as const;

interface SubscriptionBadgeProps {
  status: SubscriptionStatus;
  list?: string;
  /** Nothing is mailed to this person, whatever they are subscribed to: no green. */
  suppressed?: boolean;
}

/** A contact's status on a list, with the list's name when given. */
export function SubscriptionBadge({ status, list, suppressed = false }: SubscriptionBadgeProps) {
  const { variant, title, ...style } = styles[status];
  const label = t(style.label);
  return (
    <Badge
      variant={suppressed ? "secondary" : variant}
      className="max-w-full"
      title={list ? t(title, { list }) : undefined}
    >
      <span className={status === "unsubscribed" && list ? "truncate line-through" : "truncate"}>{list ?? label}</span>
      {list ? <span className="sr-only">: {label}</span> : null}
    </Badge>
  );
}
