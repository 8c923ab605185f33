import { z } from "zod";
import { type IdPrefix, publicId } from "@/lib/base/db/ids";
import { storedJson } from "@/lib/base/db/stored-json";
import type { Audience } from "./audience.shared";

const ids = z.array(z.uuid()).default([]);
const Stored = z.object({
  include: z.object({ lists: ids, segments: ids, tags: ids }).prefault({}),
  exclude: z.object({ lists: ids, segments: ids }).prefault({}),
});

export const campaignAudience = storedJson<Audience>("campaign.audience", Stored);

/** The audience as the campaign's row keeps it (uuids); an empty column is an empty audience. Throws UnreadableColumn. */
export function readAudience(stored: unknown): Audience {
  return campaignAudience.read(stored ?? {});
}

/** The audience with public ids, for the browser. */
export function presentAudience(audience: Audience): Audience {
  const present = (prefix: IdPrefix, list: string[]) => list.map((id) => publicId(prefix, id));
  return {
    include: {
      lists: present("lst", audience.include.lists),
      segments: present("seg", audience.include.segments),
      tags: present("tag", audience.include.tags),
    },
    exclude: {
      lists: present("lst", audience.exclude.lists),
      segments: present("seg", audience.exclude.segments),
    },
  };
}
