import { Link } from "react-email";
import { networkNames, type SocialLink } from "../theme";

/** Links to the sender's other places, as words: they are read with images off and by screen readers. */
export function SocialLinks(props: { links: SocialLink[]; color: string }) {
  return props.links.map((link, i) => (
    <span key={link.network}>
      {i > 0 && " · "}
      <Link href={link.url} className="hm-footer" style={{ color: props.color, textDecoration: "underline" }}>
        {networkNames[link.network]}
      </Link>
    </span>
  ));
}
