import { Img, Link } from "react-email";
import type { BrandTheme } from "../theme";
import type { Align } from "./align";

/** An image that never grows past its column; `width` is CSS pixels, without it the column's width. */
export function Image(props: {
  theme: BrandTheme;
  src: string;
  alt: string;
  width?: number | undefined;
  height?: number | undefined;
  maxWidth: number;
  align?: Align | undefined;
  href?: string | undefined;
}) {
  const width = Math.min(props.width ?? props.maxWidth, props.maxWidth);
  const full = width === props.maxWidth;
  const image = (
    <Img
      src={props.src}
      alt={props.alt}
      width={width}
      {...(props.height && !full ? { height: props.height } : {})}
      style={{
        display: "inline-block",
        width: full ? "100%" : `${width}px`,
        maxWidth: "100%",
        height: "auto",
        borderRadius: `${props.theme.radius}px`,
        // Mail clients that block images show the alternative text in this size.
        fontSize: "14px",
        lineHeight: "20px",
        verticalAlign: "top",
      }}
    />
  );
  return (
    <div style={{ textAlign: props.align ?? "center", margin: "0 0 24px" }}>
      {props.href ? (
        <Link href={props.href} style={{ textDecoration: "none" }}>
          {image}
        </Link>
      ) : (
        image
      )}
    </div>
  );
}
