import { CircleAlert, CircleCheck, Clock } from "lucide-react";
import { rich } from "@/lib/language/rich";
import { maybeMsg, t } from "@/lib/language/t";
import { actionLabels } from "@/lib/run/mailbox/actions.shared";
import type { MailDetail, PlannedAction } from "@/lib/run/mailbox/schema";
import { Moment } from "./moment";

/** What the simulated recipient of this mail did and will do. */
export function RecipientPanel({ mail }: { mail: MailDetail }) {
  if (mail.quietBecause) return <Quiet text={t("Nobody acts on this mail. {reason}", { reason: mail.quietBecause })} />;
  if (mail.actions.length === 0) return <Quiet text={t("This recipient leaves the mail unread.")} />;
  return (
    <ol className="grid max-w-2xl gap-2 p-4 md:p-6">
      {mail.actions.map((action) => (
        <li key={action.id} className="flex items-start gap-3 rounded-lg border bg-card px-3 py-2.5 text-sm">
          <ActionIcon action={action} />
          <div className="grid min-w-0 flex-1 gap-0.5">
            <span className="font-medium">{t(actionLabels[action.kind])}</span>
            {action.note ? <span className="break-words text-muted-foreground">{t(maybeMsg(action.note))}</span> : null}
            {action.error ? <span className="break-words text-destructive">{t(maybeMsg(action.error))}</span> : null}
          </div>
          <span className="text-muted-foreground text-xs">
            {action.doneAt ? <Moment value={action.doneAt} short /> : <Due action={action} />}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Due({ action }: { action: PlannedAction }) {
  return rich("due <when></when>", { when: () => <Moment value={action.dueAt} short /> });
}

function ActionIcon({ action }: { action: PlannedAction }) {
  const className = "mt-0.5 size-4 shrink-0";
  if (action.error) return <CircleAlert aria-label={t("Failed")} className={`${className} text-destructive`} />;
  if (action.doneAt) return <CircleCheck aria-label={t("Done")} className={`${className} text-success`} />;
  return <Clock aria-label={t("To come")} className={`${className} text-muted-foreground`} />;
}

function Quiet({ text }: { text: string }) {
  return <p className="max-w-prose p-6 text-muted-foreground text-sm">{text}</p>;
}
