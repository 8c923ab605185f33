import { frameText } from "@/emails/frame-text";
import { type BrandTheme, senderLine } from "@/emails/theme";

/** What stands above the content of every mail: the logo, or the name. */
export function PaperHeader({ brand }: { brand: BrandTheme }) {
  if (!brand.logoUrl && !brand.companyName) return null;
  return (
    <div className="px-7 pt-8 sm:px-10">
      {brand.logoUrl ? (
        // biome-ignore lint/performance/noImgElement: the same file, at the same size, as in the mail
        <img src={brand.logoUrl} alt={brand.companyName} style={{ width: brand.logoWidth, maxWidth: "100%" }} />
      ) : (
        <span style={{ fontSize: 18, fontWeight: 700, letterSpacing: "-0.3px" }}>{brand.companyName}</span>
      )}
    </div>
  );
}

/** What stands below it: why somebody has the mail, who sent it, and the ways out. */
export function PaperFooter({ brand, language }: { brand: BrandTheme; language: string }) {
  const { unsubscribe, preferences, viewInBrowser } = frameText(language);
  const sender = senderLine(brand);
  return (
    <div
      className="mx-auto max-w-[600px] px-7 pt-7 text-center text-[13px] leading-5"
      style={{ color: "var(--hm-footer)", fontFamily: "var(--hm-font)" }}
    >
      {brand.footerText ? <p className="mb-3">{brand.footerText}</p> : null}
      {sender ? <p className="mb-3">{sender}</p> : null}
      <p>{[unsubscribe, preferences, viewInBrowser].join(" · ")}</p>
    </div>
  );
}
