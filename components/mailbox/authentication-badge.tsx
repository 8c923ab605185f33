import { CircleHelp, ShieldAlert, ShieldCheck, ShieldOff } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { t } from "@/lib/language/t";
import type { Authentication } from "@/lib/run/mailbox/schema";

const styles = {
  pass: { variant: "success", Icon: ShieldCheck, label: "DKIM passes" },
  fail: { variant: "destructive", Icon: ShieldAlert, label: "DKIM fails" },
  none: { variant: "secondary", Icon: ShieldOff, label: "Not signed" },
  unknown: { variant: "warning", Icon: CircleHelp, label: "DKIM not checked" },
} as const;

/** The mail's authentication in two words: one passing signature is enough (RFC 6376 §6.1). */
export function AuthenticationBadge({ results }: { results: readonly Authentication[] }) {
  const best = (["pass", "fail", "unknown"] as const).find((status) => results.some((one) => one.status === status));
  const { variant, Icon, label } = styles[best ?? "none"];
  const domain = results.find(({ status }) => status === best)?.domain;
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {label}
      {domain ? t(" for {domain}", { domain }) : ""}
    </Badge>
  );
}
