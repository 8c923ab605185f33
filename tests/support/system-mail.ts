import { systemMailJob } from "@/lib/account/jobs";
import type { QueuedSystemMail } from "@/lib/account/send-system-mail";
import { getBoss } from "@/lib/base/jobs/boss";
import { open } from "@/lib/base/security/secret-box";

/** The mails of this kind to this address that wait in the queue, the oldest first. */
export async function mailsTo(email: string, template: QueuedSystemMail["template"]): Promise<QueuedSystemMail[]> {
  const boss = await getBoss();
  const jobs = await boss.findJobs<{ sealed: string }>(systemMailJob.name);
  return jobs
    .sort((a, b) => a.createdOn.getTime() - b.createdOn.getTime() || a.id.localeCompare(b.id))
    .map((job) => JSON.parse(open(job.data.sealed)) as QueuedSystemMail)
    .filter((mail) => mail.to === email && mail.template === template);
}

/** The secret in the link of the last of these mails. */
export function secretIn(mails: QueuedSystemMail[]): string {
  const last = mails.at(-1);
  if (!last) throw new Error("there is no such mail");
  return last.props.url.split("/").at(-1) ?? "";
}
