import { z } from "zod";
import { withoutNulls } from "./shapes";

/** What programs give in one of their own forms. */
const oneOrMore = z.union([z.string(), z.array(z.string()).max(200)]);

export const GivenAttachment = z.preprocess(
  withoutNulls,
  z.object({
    filename: z.union([z.string(), z.literal(false)]).optional(),
    content: z.string().optional(),
    path: z.string().max(2_000).optional(),
    content_type: z.string().optional(),
    content_id: z.string().optional(),
  }),
);
export type GivenAttachment = z.output<typeof GivenAttachment>;

const shape = {
  from: z.string().optional(),
  to: oneOrMore,
  cc: oneOrMore.optional(),
  bcc: oneOrMore.optional(),
  reply_to: oneOrMore.optional(),
  subject: z.string().optional(),
  html: z.string().optional(),
  text: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  topic_id: z.string().optional(),
  scheduled_at: z.string().max(100).optional(),
  template: z.object({ id: z.string(), variables: z.record(z.string(), z.json()).optional() }).optional(),
  attachments: z.array(GivenAttachment).optional(),
};

/** One mail as Resend takes it. With a template its subject and author may come from there. */
export const GivenEmail = z.preprocess(
  withoutNulls,
  z.object(shape).check(({ value, issues }) => {
    for (const field of ["from", "subject"] as const) {
      const lacks = value[field] === undefined || value[field] === "";
      // Without its input, as what was not given is reported.
      if (lacks && !value.template)
        issues.push({ code: "custom", path: [field], input: undefined, message: "Missing." });
    }
  }),
);
export type GivenEmail = z.output<typeof GivenEmail>;
