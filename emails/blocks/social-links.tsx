import { Link } from "react-email";
import type { SocialLink, SocialNetwork } from "../theme";

export const networkNames: Record<SocialNetwork, string> = {
  website: "Website",
  x: "X",
  linkedin: "LinkedIn",
  instagram: "Instagram",
  facebook: "Facebook",
  youtube: "YouTube",
  mastodon: "Mastodon",
  bluesky: "Bluesky",
  tiktok: "TikTok",
  github: "GitHub",
};

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
