import { Badge } from "@/components/ui/badge";

export type SubscriptionStatus = "pending" | "confirmed" | "unsubscribed";

const looks = {
  confirmed: { variant: "success", words: "Subscribed" },
  pending: { variant: "warning", words: "Not confirmed yet" },
  unsubscribed: { variant: "secondary", words: "Unsubscribed" },
} as const;

/** A contact's status on a list, with the list's name when given. */
export function SubscriptionBadge({ status, list }: { status: SubscriptionStatus; list?: string }) {
  const { variant, words } = looks[status];
  return (
    <Badge variant={variant} className="max-w-full" title={list ? `${list}: ${words.toLowerCase()}` : undefined}>
      <span className={status === "unsubscribed" && list ? "truncate line-through" : "truncate"}>{list ?? words}</span>
      {list ? <span className="sr-only">: {words}</span> : null}
    </Badge>
  );
}
