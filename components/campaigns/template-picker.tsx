"use client";

import { useMutation } from "@tanstack/react-query";
import { FilePlus2 } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { MailThumbnail } from "@/components/editor/mail-thumbnail";
import { MergeText } from "@/components/editor/merge-text";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Spinner } from "@/components/ui/spinner";
import type { AudienceInput } from "@/lib/campaigns/draft/schema";
import { t } from "@/lib/language/t";

interface Props {
  builtin: { key: string; name: string; description: string }[];
  /** The workspace's own templates; ids are public. */
  own: { id: string; name: string; description: string; updatedAt: string }[];
  /** The latest that were sent; ids are public. */
  earlier: { id: string; name: string; subject: string; launchedAt: string }[];
  /** Whom the campaign is for, where that is known already; ids are public. */
  audience?: AudienceInput;
}

type Choice = { templateKey?: string; templateId?: string; campaignId?: string };

/** Designs to begin a campaign with; choosing one makes the draft and opens it. */
export function TemplatePicker({ builtin, own, earlier, audience }: Props) {
  const { api, path } = useWorkspace();
  const router = useRouter();
  const create = useMutation({
    mutationFn: ({ campaignId, ...choice }: Choice) =>
      campaignId
        ? api.post<{ id: string }>(`/campaigns/${campaignId}/duplicate`, { audience })
        : api.post<{ id: string }>("/campaigns", { ...choice, audience }),
    onSuccess: ({ id }) => router.push(path("/campaigns/[campaignId]", { campaignId: id })),
  });
  const busy = create.isPending || create.isSuccess;
  const isChosen = (choice: Choice) =>
    busy && create.variables !== undefined && keyOf(create.variables) === keyOf(choice);
  const card = (choice: Choice, name: string, description: ReactNode, picture: ReactNode) => (
    <li
      key={keyOf(choice)}
      className="relative grid content-start gap-3 rounded-xl border bg-card p-3 transition-colors focus-within:ring-2 focus-within:ring-ring hover:border-primary has-disabled:opacity-60"
    >
      <div className="relative flex aspect-[4/5] items-start justify-center overflow-hidden rounded-lg border bg-muted">
        {picture}
        {isChosen(choice) ? (
          <span className="absolute inset-0 flex items-center justify-center bg-background/70">
            <Spinner className="size-6" />
          </span>
        ) : null}
      </div>
      {/* Over the whole card; the picture is a frame, which cannot stand in a button. */}
      <button
        type="button"
        disabled={busy}
        onClick={() => create.mutate(choice)}
        className="grid gap-0.5 text-start outline-none after:absolute after:inset-0"
      >
        <span className="font-medium">{name}</span>
        <span className="line-clamp-2 min-h-10 text-muted-foreground text-sm">{description}</span>
      </button>
    </li>
  );
  return (
    <div className="grid gap-8">
      {create.error ? (
        <Alert variant="destructive" title={t("The campaign could not be made")}>
          <AlertDescription>{create.error.message}</AlertDescription>
        </Alert>
      ) : null}
      {own.length > 0 ? (
        <Group title={t("Your templates")}>
          {own.map(({ id, name, description, updatedAt }) =>
            card(
              { templateId: id },
              name,
              description,
              <MailThumbnail url={`/templates/${id}/rendered`} version={updatedAt} className="w-full" />,
            ),
          )}
        </Group>
      ) : null}
      <Group title={t("Designs")}>
        {builtin.map(({ key, name, description }) =>
          card(
            { templateKey: key },
            name,
            description,
            <MailThumbnail url={`/templates/designs?key=${key}`} version="" className="w-full" />,
          ),
        )}
        {card({}, t("Blank"), t("Start from an empty page."), <Placeholder icon={<FilePlus2 aria-hidden />} />)}
      </Group>
      {earlier.length > 0 ? (
        <Group
          title={
            audience
              ? t("An earlier campaign, with its sender")
              : t("An earlier campaign, with its audience and sender")
          }
        >
          {earlier.map(({ id, name, subject, launchedAt }) =>
            card(
              { campaignId: id },
              name,
              <MergeText text={subject} />,
              <MailThumbnail url={`/campaigns/${id}/rendered`} version={launchedAt} className="w-full" />,
            ),
          )}
        </Group>
      ) : null}
    </div>
  );
}

const keyOf = ({ templateKey, templateId, campaignId }: Choice) => templateKey ?? templateId ?? campaignId ?? "blank";

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-base">{title}</h2>
      <ul className="grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-3 xl:grid-cols-4">{children}</ul>
    </section>
  );
}

function Placeholder({ icon }: { icon: ReactNode }) {
  return (
    <span className="flex size-full items-center justify-center text-muted-foreground [&_svg]:size-8">{icon}</span>
  );
}
