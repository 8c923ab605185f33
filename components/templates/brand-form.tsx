"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { MailFrame } from "@/components/editor/mail-frame";
import { type PreviewInput, usePreview } from "@/components/editor/use-preview";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toaster";
import type { BrandTheme } from "@/emails/theme";
import { errorMessage, fieldErrors } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { BrandFooterFields } from "./brand-footer-fields";
import { BrandLookFields } from "./brand-look-fields";

interface BrandFormProps {
  brand: BrandTheme;
  /** A mail to show the brand on. */
  sample: Pick<PreviewInput, "document" | "subject" | "previewText">;
}

/** The brand settings with a real mail beside them that follows every change. */
export function BrandForm({ brand: saved, sample }: BrandFormProps) {
  const { api, can, slug } = useWorkspace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [brand, setBrand] = useState(saved);
  const save = useMutation({
    mutationFn: () => api.put<BrandTheme>("/brand", brand),
    onSuccess: (stored) => {
      setBrand(stored);
      // Pictures of mails in the brand of before.
      queryClient.removeQueries({ queryKey: ["mail-thumbnail", slug] });
      toast.success(t("Brand saved. New mail will look like this."));
      router.refresh();
    },
    onError: (error) => toast.error(errorMessage(error)),
  });
  const editable = can("brand.write");
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const props = {
    brand,
    // What was said against a value goes when the value is another one.
    errors: Object.fromEntries(Object.entries(fieldErrors(save.error)).filter(([key]) => !changed.has(key))),
    set: (changes: Partial<BrandTheme>) => {
      setBrand((old) => ({ ...old, ...changes }));
      setChanged((old) => new Set([...old, ...Object.keys(changes)]));
    },
  };
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,24rem)_minmax(0,1fr)]">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setChanged(new Set());
          save.mutate();
        }}
      >
        <fieldset disabled={!editable} className="grid gap-6">
          <legend className="sr-only">{t("Brand")}</legend>
          <BrandLookFields {...props} />
          <BrandFooterFields {...props} />
          {editable ? (
            <div>
              <Button type="submit" pending={save.isPending}>
                {t("Save brand")}
              </Button>
            </div>
          ) : null}
        </fieldset>
      </form>
      <BrandPreview brand={brand} sample={sample} />
    </div>
  );
}

function BrandPreview({ brand, sample }: BrandFormProps) {
  const { data, error, isPending } = usePreview({ ...sample, brand });
  return (
    <section aria-label={t("Preview")} className="grid content-start gap-2 xl:sticky xl:top-6">
      <p className="text-muted-foreground text-sm">{t("A mail in this brand")}</p>
      {isPending ? <Skeleton className="h-[44rem] w-full" /> : null}
      {error ? (
        <p className="text-muted-foreground text-sm">
          {t("The preview comes back when every field is filled in right.")}
        </p>
      ) : null}
      {data ? <MailFrame html={data.html} title={t("A mail in this brand")} className="h-[44rem]" /> : null}
    </section>
  );
}
