import type { ReactNode } from "react";
import { rich } from "@/lib/language/rich";
import { currentLanguage } from "@/lib/language/speech";
import { Button } from "../blocks/button";
import { Heading } from "../blocks/heading";
import { Text } from "../blocks/text";
import { Frame } from "../frame";
import { type BrandTheme, defaultBrand } from "../theme";

/** The product's own look, for mail that it sends to its users. */
export const productTheme: BrandTheme = { ...defaultBrand, companyName: "Homing", footerText: "" };

/** One question, one button, and the address in words for those who cannot press it. */
export function SystemMail(props: {
  subject: string;
  previewText: string;
  heading: string;
  action: string;
  url: string;
  note: string;
  children: ReactNode;
}) {
  return (
    <Frame
      theme={productTheme}
      logoUrl={null}
      title={props.subject}
      previewText={props.previewText}
      lang={currentLanguage()}
      footerLinks={null}
    >
      <Heading level={1} theme={productTheme}>
        {props.heading}
      </Heading>
      {props.children}
      <Button theme={productTheme} href={props.url}>
        {props.action}
      </Button>
      <Text theme={productTheme} variant="small">
        {props.note}
      </Text>
      <Text theme={productTheme} variant="small">
        {rich("If the button does not work, open this address: <address></address>", {
          address: () => (
            <span dir="ltr" style={{ wordBreak: "break-all" }}>
              {props.url}
            </span>
          ),
        })}
      </Text>
    </Frame>
  );
}
