import type { ReplyProvider } from "@/lib/feedback/classify/provider-of.shared";
import { allOf } from "@/lib/language/list-of";
import { t } from "@/lib/language/t";

/** Brands, each as it is called everywhere. */
const brands: Readonly<Record<ReplyProvider, readonly string[]>> = {
  google: ["Google"],
  microsoft: ["Microsoft"],
  yahoo: ["Yahoo", "AOL"],
  apple: ["Apple"],
  mimecast: ["Mimecast"],
  proofpoint: ["Proofpoint"],
  gmx: ["GMX", "web.de"],
  orange: ["Orange", "La Poste"],
  tencent: ["Tencent QQ"],
  docomo: ["NTT Docomo"],
  au: ["au by KDDI"],
  comcast: ["Comcast"],
};

/** Whose words a reply is, in words. */
export function providerText(provider: string | null): string {
  const names = provider && brands[provider as ReplyProvider];
  return names ? allOf(names) : t("Any receiver");
}
