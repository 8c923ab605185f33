import { SearchCheck } from "lucide-react";
import type { Metadata } from "next";
import { Explanation } from "@/components/suppressions/explanation";
import { SuppressionTabs } from "@/components/suppressions/suppression-tabs";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/base/context";
import { parsePublicId } from "@/lib/base/db/ids";
import { AppError } from "@/lib/base/errors";
import { pageContext } from "@/lib/base/routes/page-context";
import { pathIn } from "@/lib/client/paths";
import { softBouncesInARow } from "@/lib/feedback/policy/soft-bounces-in-a-row";
import { t } from "@/lib/language/t";
import { explainAddress } from "@/lib/people/suppressions/explain-address";
import type { AddressExplanation } from "@/lib/people/suppressions/schema";

export const generateMetadata = (): Metadata => ({ title: t("Check an address") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function WhyPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "suppressions.read");
  const asked = (await searchParams).email;
  const email = typeof asked === "string" ? asked.trim().slice(0, 320) : "";
  const answer = email ? await explain(ctx, email) : null;
  return (
    <>
      <PageHeader
        title={t("Suppressions")}
        description={t("Why does somebody get no mail?")}
        back={{ href: pathIn(ctx.workspace.slug, "/contacts"), label: t("Contacts") }}
      />
      <SuppressionTabs operator={ctx.user.isOperator} />
      <form method="get" className="mb-6 flex flex-wrap gap-2">
        <Input
          name="email"
          type="email"
          aria-label={t("E-mail address")}
          placeholder="name@example.com"
          dir="ltr"
          defaultValue={email}
          key={email}
          required
          className="w-full sm:w-96"
        />
        <Button type="submit">{t("Check")}</Button>
      </form>
      {answer === null ? (
        <EmptyState
          icon={<SearchCheck aria-hidden />}
          title={t("Look up one address")}
          description={t(
            "You see whether it is blocked, by what, because of which message, who lifted it before and why.",
          )}
        />
      ) : null}
      {answer?.problem ? <Alert variant="warning">{answer.problem}</Alert> : null}
      {answer?.explanation ? <Explanation explanation={answer.explanation} softBounces={answer.softBounces} /> : null}
    </>
  );
}

interface Answer {
  explanation: AddressExplanation | null;
  softBounces: number;
  problem: string | null;
}

async function explain(ctx: Ctx, email: string): Promise<Answer> {
  try {
    const explanation = await explainAddress(ctx, { email });
    const { contactId } = explanation;
    const softBounces = contactId ? await softBouncesInARow(ctx, parsePublicId("ctc", contactId)) : 0;
    return { explanation, softBounces, problem: null };
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") {
      return { explanation: null, softBounces: 0, problem: error.message };
    }
    throw error;
  }
}
