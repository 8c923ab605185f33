import { Badge } from "@/components/ui/badge";

export type SubscriptionStatus = "pending" | "confirmed" | "unsubscribed";

const styles = {
  confirmed: { variant: "success", label: "Subscribed" },
  pending: { variant: "warning", label: "Not confirmed yet" },
  unsubscribed: { variant: "secondary", label: "Unsubscribed" },
} as const;

interface SubscriptionBadgeProps {
  status: SubscriptionStatus;
  list?: string;
  /** Nothing is mailed to this person, whatever they are subscribed to: no green. */
  suppressed?: boolean;
}

/** A contact's status on a list, with the list's name when given. */
export function SubscriptionBadge({ status, list, suppressed = false }: SubscriptionBadgeProps) {
  const { variant, label } = styles[status];
  return (
    <Badge
      variant={suppressed ? "secondary" : variant}
      className="max-w-full"
      title={list ? `${list}: ${label.toLowerCase()}` : undefined}
    >
      <span className={status === "unsubscribed" && list ? "truncate line-through" : "truncate"}>{list ?? label}</span>
      {list ? <span className="sr-only">: {label}</span> : null}
    </Badge>
  );
}
