import type { Metadata } from "next";
import { AddRuleButton } from "@/components/bounce-rules/rule-dialog";
import { RuleList } from "@/components/bounce-rules/rule-list";
import { UnknownList } from "@/components/bounce-rules/unknown-list";
import { SendingSection } from "@/components/sending/sending-section";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { findBounceRules } from "@/lib/feedback/bounce-rules/queries";
import { findUnknownReplies } from "@/lib/feedback/bounce-rules/unknown-replies";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Bounce rules") });

export default async function BounceRulesPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params, "sending.write");
  const [rules, unknown] = await Promise.all([findBounceRules(ctx), findUnknownReplies(ctx)]);
  return (
    <>
      <PageHeader
        title={t("Bounce rules")}
        description={t(
          "What receiving servers mean by their replies. Your rules come before the built-in ones and hold for every workspace of this installation.",
        )}
      />
      <div className="grid gap-12">
        <SendingSection
          title={t("Your rules")}
          description={t(
            "Tried from top to bottom; the first that matches decides. Only what is said about the recipient ever suppresses an address.",
          )}
          action={rules.length > 0 ? <AddRuleButton /> : null}
        >
          <RuleList rules={rules} />
        </SendingSection>
        <SendingSection
          title={t("Unknown replies")}
          description={t(
            "Replies of late in this workspace that no rule understands. They count as soft bounces until somebody says what they mean.",
          )}
        >
          <UnknownList replies={unknown} />
        </SendingSection>
      </div>
    </>
  );
}
