import type { ReplyProvider } from "@/lib/feedback/classify/provider-of.shared";
import { t } from "@/lib/language/t";

export const replyProviderLabels: Readonly<Record<ReplyProvider, string>> = {
  google: "Google",
  microsoft: "Microsoft",
  yahoo: "Yahoo and AOL",
  apple: "Apple",
  mimecast: "Mimecast",
  proofpoint: "Proofpoint",
  gmx: "GMX and web.de",
  orange: "Orange and La Poste",
  tencent: "Tencent QQ",
  docomo: "NTT Docomo",
  au: "au by KDDI",
  comcast: "Comcast",
};

/** Whose words a reply is, in words. */
export function providerText(provider: string | null): string {
  return (provider && replyProviderLabels[provider as ReplyProvider]) || t("Any receiver");
}
