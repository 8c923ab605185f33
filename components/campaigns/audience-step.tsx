"use client";

import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { useSettled } from "@/lib/client/use-settled";
import { t } from "@/lib/language/t";
import {
  type Audience,
  type AudienceEstimate,
  type AudienceOption,
  hasAudience,
} from "@/lib/people/audiences/audience.shared";
import { AudienceEstimateCard } from "./audience-estimate-card";
import { AudiencePicker } from "./audience-picker";

interface Props {
  audience: Audience;
  options: AudienceOption[];
  onChange: (audience: Audience) => void;
}

/** Who the campaign goes to, with a live count and the reasons why some are left out. */
export function AudienceStep({ audience, options, onChange }: Props) {
  const { path } = useWorkspace();
  if (options.length === 0) {
    return (
      <EmptyState
        icon={Users}
        title={t("There is nobody to write to yet")}
        description={t("Import contacts into a list first. Your draft stays as it is.")}
        action={
          <Button asChild>
            <Link href={path("/contacts/import")}>{t("Import contacts")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 gap-5">
        <Card>
          <CardHeader>
            <CardTitle>{t("Send to")}</CardTitle>
            <CardDescription>{t("Everyone in any of these. Nobody receives it twice.")}</CardDescription>
          </CardHeader>
          <CardContent>
            <AudiencePicker
              label={t("Add lists, segments or tags")}
              options={options}
              chosen={[...audience.include.lists, ...audience.include.segments, ...audience.include.tags]}
              onChange={(ids) => onChange({ ...audience, include: byKind(ids) })}
            />
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>{t("Do not send to")}</CardTitle>
            <CardDescription>{t("Leave these people out, even when they are chosen above.")}</CardDescription>
          </CardHeader>
          <CardContent>
            <AudiencePicker
              label={t("Leave out lists or segments")}
              options={options.filter((option) => option.kind !== "tag")}
              chosen={[...audience.exclude.lists, ...audience.exclude.segments]}
              onChange={(ids) => onChange({ ...audience, exclude: byKind(ids) })}
            />
          </CardContent>
        </Card>
      </div>
      <Estimate audience={audience} />
    </div>
  );
}

function byKind(ids: string[]): Audience["include"] {
  const starting = (prefix: string) => ids.filter((id) => id.startsWith(prefix));
  return { lists: starting("lst_"), segments: starting("seg_"), tags: starting("tag_") };
}

function Estimate({ audience }: { audience: Audience }) {
  const estimate = useAudienceEstimate(audience);
  return (
    <AudienceEstimateCard
      chosen={hasAudience(audience)}
      estimate={estimate.data}
      counting={estimate.isFetching}
      problem={estimate.error?.message}
    />
  );
}

/** Counts the audience a moment after it changed; the last count stays visible meanwhile. */
export function useAudienceEstimate(audience: Audience) {
  const { api, slug } = useWorkspace();
  const settled = useSettled(audience, 250);
  return useQuery({
    queryKey: ["audience-estimate", slug, settled],
    queryFn: ({ signal }) => api.post<AudienceEstimate>("/campaigns/audience-estimates", settled, { signal }),
    enabled: hasAudience(settled),
    placeholderData: (previous) => previous,
  });
}
