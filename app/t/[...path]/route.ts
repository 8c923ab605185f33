import { servePublic } from "@/lib/recipients/tracking/web-host";

export const dynamic = "force-dynamic";
export {
  servePublic as DELETE,
  servePublic as GET,
  servePublic as HEAD,
  servePublic as PATCH,
  servePublic as POST,
  servePublic as PUT,
};
