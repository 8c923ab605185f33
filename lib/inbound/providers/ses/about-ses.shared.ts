import type { ProviderAbout } from "@/lib/inbound/providers/provider-about.shared";
import { msg } from "@/lib/language/t";

/** Amazon SES, as people see it. */
export const aboutSes = {
  label: "Amazon SES",
  proof: {
    by: "topic",
    label: msg("ARN of the SNS topic"),
    help: msg("Only topics named here may speak to this address. Several: one a line."),
    wrong: msg("Give the ARN of the SNS topic that SES publishes to."),
    example: "arn:aws:sns:eu-west-1:123456789012:ses-events",
  },
  guide: {
    steps: [
      msg("In Amazon SNS create a standard topic; its ARN is the topic above."),
      msg(
        "Give the topic a subscription with the protocol HTTPS and the address above. Leave “raw message delivery” off.",
      ),
      msg("Homing confirms the subscription by itself; this page says when."),
      msg(
        "In Amazon SES open the configuration set you send with and add an event destination of the kind SNS with this topic.",
      ),
    ],
    events: [
      "Sends",
      "Deliveries",
      "Delivery delays",
      "Hard bounces",
      "Complaints",
      "Rejects",
      "Rendering failures",
      "Opens and clicks (only if SES tracks them)",
      "Subscriptions",
    ],
    caution: msg("Set the topic's attribute SignatureVersion to 2, so that Amazon signs with SHA-256."),
  },
  listAccess: [
    { name: "apiKey", label: msg("Access key id") },
    {
      name: "apiSecret",
      label: msg("Secret access key"),
      help: msg("May list, put and delete suppressed destinations."),
    },
    { name: "region", label: msg("Region"), help: msg("The one you send from, such as eu-west-1.") },
  ],
} as const satisfies ProviderAbout;
