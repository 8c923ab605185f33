import { Badge } from "@/components/ui/badge";

export type SubscriptionStatus = "pending" | "confirmed" | "unsubscribed";

const styles = {
  confirmed: { variant: "success", label: "Subscribed" },
  pending: { variant: "warning", label: "Not confirmed yet" },
  unsubscribed: { variant: "secondary", label: "Unsubscribed" },
} as const;

/** A contact's status on a list, with the list's name when given. */
export function SubscriptionBadge({ status, list }: { status: SubscriptionStatus; list?: string }) {
  const { variant, label } = styles[status];
  return (
    <Badge variant={variant} className="max-w-full" title={list ? `${list}: ${label.toLowerCase()}` : undefined}>
      <span className={status === "unsubscribed" && list ? "truncate line-through" : "truncate"}>{list ?? label}</span>
      {list ? <span className="sr-only">: {label}</span> : null}
    </Badge>
  );
}
