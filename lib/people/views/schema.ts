import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { words } from "@/lib/language/t";
import { longestSearch, searchOfView } from "./view-search.shared";

/** Views of a member, and shared ones of a workspace. */
export const MAX_VIEWS = 50;

const name = plainText().trim().min(1, words("Give the view a name.")).max(60, words("Use at most 60 characters."));

/** A query as it stands in an address, without what is none of a view's. */
const search = z.string().max(longestSearch, words("These are too many filters to keep.")).transform(searchOfView);

export const CreateView = z.strictObject({
  name,
  search,
  columns: z.array(plainText().max(70)).max(300).default([]),
  shared: z.boolean().default(false),
});
export type CreateView = z.input<typeof CreateView>;
export const ViewRef = z.object({ viewId: idOf("viw") });
export type ViewRef = z.input<typeof ViewRef>;
export const UpdateView = z.strictObject({
  ...ViewRef.shape,
  name: name.optional(),
  search: search.optional(),
  columns: z.array(plainText().max(70)).max(300).optional(),
});
export type UpdateView = z.input<typeof UpdateView>;
