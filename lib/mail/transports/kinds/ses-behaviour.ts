import { z } from "zod";
import { t } from "@/lib/language/t";
import { openSes, type SesSettings } from "@/lib/mail/transports/ses";
import { sesFields } from "./ses-fields";
import { fieldError, given, type TransportBehaviour } from "./transport-behaviour";

const stored: z.ZodType<SesSettings> = z.object({
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  configurationSetName: z.string().optional(),
  tenantName: z.string().optional(),
});
type Changes = z.output<typeof sesFields.changes>;

const noKeys = () => t("This transport has no keys for Amazon SES.");

/** Amazon SES with keys of a workspace's own: an installation has none. */
export const sesTransport = {
  open: (own, connections) => {
    if (!own) throw new RangeError(noKeys());
    return openSes(own, { connections });
  },
  missing: noKeys,
  target: (own) => (own ? `email.${own.region}.amazonaws.com` : t("No keys set")),
  own: {
    ...sesFields,
    stored,
    from: ({ region, accessKeyId, secretAccessKey, configurationSetName, tenantName }) => {
      const names = { configurationSetName: configurationSetName ?? undefined, tenantName: tenantName ?? undefined };
      return { region, accessKeyId, secretAccessKey, ...names };
    },
    changed,
    check: () => undefined,
    shown: ({ region, accessKeyId, configurationSetName, tenantName }) => {
      const names = { configurationSetName: configurationSetName ?? null, tenantName: tenantName ?? null };
      return { region, accessKeyId, ...names };
    },
  },
} satisfies TransportBehaviour<SesSettings, z.output<typeof sesFields.fields>, Changes>;

function changed(old: SesSettings, changes: Changes): SesSettings {
  const { region, accessKeyId, secretAccessKey, configurationSetName, tenantName } = changes;
  if (accessKeyId !== undefined && accessKeyId !== old.accessKeyId && !secretAccessKey) {
    throw fieldError("secretAccessKey", t("Give the secret that goes with the new access key."));
  }
  const merged: SesSettings = { ...old, ...given({ region, accessKeyId, secretAccessKey }) };
  if (configurationSetName !== undefined) merged.configurationSetName = configurationSetName ?? undefined;
  if (tenantName !== undefined) merged.tenantName = tenantName ?? undefined;
  return merged;
}
