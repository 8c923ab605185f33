import type { ReactNode } from "react";
import { Body, Container, Head, Html } from "react-email";
import { BrandHeader } from "./blocks/brand-header";
import { Footer, type FooterLinks } from "./blocks/footer";
import { frameCss } from "./frame-css";
import { directionOf } from "./frame-text";
import { type BrandTheme, contentWidth, fontStacks } from "./theme";

/** Keeps the first words of the body out of the inbox preview: an invisible joiner and spaces no client collapses. */
const previewPadding = "\u034f\u200c\u00a0".repeat(90);

export interface FrameProps {
  theme: BrandTheme;
  /** Absolute, because mail has no base address. */
  logoUrl: string | null;
  title: string;
  previewText: string;
  /** BCP 47 tag of the content. */
  lang: string;
  footerLinks: FooterLinks | null;
  children: ReactNode;
}

/** The whole of a mail around its content: head, preview text, brand, footer. */
export function Frame(props: FrameProps) {
  const { theme } = props;
  const dir = directionOf(props.lang);
  return (
    <Html lang={props.lang} dir={dir}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no,address=no,email=no,date=no,url=no" />
        <title>{props.title}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own rules; React would escape the quotes in them */}
        <style dangerouslySetInnerHTML={{ __html: frameCss(theme) }} />
      </Head>
      {/* It says "en" and "ltr" where it is told nothing. */}
      <Body
        lang={props.lang}
        dir={dir}
        className="hm-bg"
        style={{ backgroundColor: theme.backgroundColor, margin: 0, padding: 0, fontFamily: fontStacks[theme.font] }}
      >
        {props.previewText && (
          <div
            data-preview=""
            style={{ display: "none", maxHeight: 0, maxWidth: 0, opacity: 0, overflow: "hidden", lineHeight: "1px" }}
          >
            {props.previewText}
            {previewPadding}
          </div>
        )}
        <div className="hm-outer" style={{ padding: "24px 12px" }}>
          <Container
            className="hm-surface"
            style={{
              width: "100%",
              maxWidth: `${contentWidth}px`,
              backgroundColor: theme.surfaceColor,
              borderRadius: `${theme.radius}px`,
            }}
          >
            <BrandHeader theme={theme} logoUrl={props.logoUrl} />
            <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
              <tbody>
                <tr>
                  <td className="hm-pad" style={{ padding: "32px 40px 24px" }}>
                    {props.children}
                  </td>
                </tr>
              </tbody>
            </table>
          </Container>
          <Container style={{ width: "100%", maxWidth: `${contentWidth}px` }}>
            <Footer theme={theme} lang={props.lang} links={props.footerLinks} />
          </Container>
        </div>
      </Body>
    </Html>
  );
}
