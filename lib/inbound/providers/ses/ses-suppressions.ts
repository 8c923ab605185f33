import {
  DeleteSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  type ListSuppressedDestinationsCommandOutput,
  NotFoundException,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { limitSdkAnswers } from "@/lib/base/outgoing/limit-sdk-answers";
import type { ListAccess } from "@/lib/inbound/providers/list-access-schema";
import { needed, type SuppressionList } from "@/lib/inbound/providers/suppression-list";

type Client = Pick<SESv2Client, "send">;

/** Amazon allows one request a second for everything but sending. */
const PAUSE_MS = 1_050;

/** The account-level suppression list of Amazon SES, through its SDK. */
export function sesSuppressions(access: ListAccess, given?: Client, pauseMs = PAUSE_MS): SuppressionList {
  const client = given ?? openClient(access);
  const pause = () => new Promise<void>((done) => setTimeout(done, pauseMs));
  return {
    addSize: 1,
    async *list(since) {
      let NextToken: string | undefined;
      do {
        const command = new ListSuppressedDestinationsCommand({
          PageSize: 1000,
          ...(since && { StartDate: since }),
          ...(NextToken && { NextToken }),
        });
        const page: ListSuppressedDestinationsCommandOutput = await client.send(command);
        yield (page.SuppressedDestinationSummaries ?? []).flatMap(({ EmailAddress, Reason }) =>
          EmailAddress ? [{ email: EmailAddress, reason: (Reason ?? "").toLowerCase() }] : [],
        );
        NextToken = page.NextToken;
        if (NextToken) await pause();
      } while (NextToken);
    },
    async add(emails) {
      for (const EmailAddress of emails) {
        await client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: "BOUNCE" }));
        await pause();
      }
    },
    async remove(EmailAddress) {
      await client.send(new DeleteSuppressedDestinationCommand({ EmailAddress })).catch((error: unknown) => {
        if (!(error instanceof NotFoundException)) throw error;
      });
      await pause();
    },
  };
}

function openClient(access: ListAccess): SESv2Client {
  const client = new SESv2Client({
    region: needed(access.region, "The region"),
    credentials: {
      accessKeyId: needed(access.apiKey, "The access key id"),
      secretAccessKey: needed(access.apiSecret, "The secret access key"),
    },
  });
  return limitSdkAnswers(client);
}
