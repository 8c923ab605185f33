"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { networkNames, type SocialLink, type SocialNetwork, socialNetworks } from "@/emails/theme";
import { t } from "@/lib/language/t";
import type { BrandFieldsProps } from "./brand-fields";

/** Who sends, from where, and why somebody gets the mail. */
export function BrandFooterFields({ brand, errors, set }: BrandFieldsProps) {
  return (
    <>
      <Field label={t("Company name")} error={errors.companyName ?? null}>
        <Input
          value={brand.companyName}
          maxLength={120}
          onChange={(event) => set({ companyName: event.target.value })}
        />
      </Field>
      <Field
        label={t("Postal address")}
        help={t("The law asks for it in many countries, and mailbox providers look for it.")}
        error={errors.postalAddress ?? null}
      >
        <Textarea
          value={brand.postalAddress}
          rows={3}
          maxLength={300}
          onChange={(event) => set({ postalAddress: event.target.value })}
        />
      </Field>
      <Field
        label={t("Footer text")}
        help={t("Reminds people how they came onto the list.")}
        error={errors.footerText ?? null}
      >
        <Textarea
          value={brand.footerText}
          rows={2}
          maxLength={500}
          onChange={(event) => set({ footerText: event.target.value })}
        />
      </Field>
      <SocialFields links={brand.social} errors={errors} onChange={(social) => set({ social })} />
    </>
  );
}

/** The others are names. */
const nameOf = (network: SocialNetwork): string => (network === "website" ? t("Website") : networkNames[network]);

interface SocialFieldsProps {
  links: SocialLink[];
  errors: Readonly<Record<string, string>>;
  onChange(links: SocialLink[]): void;
}

function SocialFields({ links, errors, onChange }: SocialFieldsProps) {
  const free = socialNetworks.find((network) => !links.some((link) => link.network === network));
  const replace = (at: number, link: SocialLink) => onChange(links.map((old, i) => (i === at ? link : old)));
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 font-medium text-sm">{t("Links in the footer")}</legend>
      {links.map((link, i) => (
        <div key={link.network} className="flex items-start gap-2">
          <NativeSelect
            aria-label={t("Network")}
            className="w-32 shrink-0"
            value={link.network}
            onChange={(event) => replace(i, { ...link, network: event.target.value as SocialNetwork })}
          >
            {socialNetworks
              .filter((network) => network === link.network || !links.some((other) => other.network === network))
              .map((network) => (
                <option key={network} value={network}>
                  {nameOf(network)}
                </option>
              ))}
          </NativeSelect>
          <Field
            label={t("Address of {network}", { network: nameOf(link.network) })}
            hideLabel
            error={errors[`social.${i}.url`] ?? null}
            className="flex-1"
          >
            <Input
              value={link.url}
              placeholder="https://"
              dir="ltr"
              onChange={(event) => replace(i, { ...link, url: event.target.value })}
            />
          </Field>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("Remove {network}", { network: nameOf(link.network) })}
            onClick={() => onChange(links.filter((_, at) => at !== i))}
          >
            <Trash2 aria-hidden />
          </Button>
        </div>
      ))}
      {free ? (
        <div>
          <Button variant="outline" size="sm" onClick={() => onChange([...links, { network: free, url: "https://" }])}>
            <Plus aria-hidden />
            {t("Add link")}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
