import { CircleHelp, ShieldAlert, ShieldCheck, ShieldOff } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { t } from "@/lib/language/t";
import type { Authentication } from "@/lib/run/mailbox/schema";

const styles = {
  pass: { variant: "success", Icon: ShieldCheck },
  fail: { variant: "destructive", Icon: ShieldAlert },
  none: { variant: "secondary", Icon: ShieldOff },
  unknown: { variant: "warning", Icon: CircleHelp },
} as const;

/** The mail's authentication in two words: one passing signature is enough (RFC 6376 §6.1). */
export function AuthenticationBadge({ results }: { results: readonly Authentication[] }) {
  const best = (["pass", "fail", "unknown"] as const).find((status) => results.some((one) => one.status === status));
  const { variant, Icon } = styles[best ?? "none"];
  const domain = results.find(({ status }) => status === best)?.domain;
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {textOf(best ?? "none", domain)}
    </Badge>
  );
}

function textOf(status: keyof typeof styles, domain: string | null | undefined): string {
  switch (status) {
    case "pass":
      return domain ? t("DKIM passes for {domain}", { domain }) : t("DKIM passes");
    case "fail":
      return domain ? t("DKIM fails for {domain}", { domain }) : t("DKIM fails");
    case "unknown":
      return domain ? t("DKIM not checked for {domain}", { domain }) : t("DKIM not checked");
    case "none":
      return t("Not signed");
  }
}
