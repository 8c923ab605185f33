import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";

/** Says where the set-up link is, to whoever comes without it. */
export function SetupLinkMissing({ wrong }: { wrong: boolean }) {
  return (
    <div className="grid gap-4">
      <p>
        {wrong
          ? t("This set-up link was used, has ended, or is not the newest one.")
          : t("To make sure that the owner is whoever installed it, the owner's account is created by a link.")}
      </p>
      <ul className="grid list-disc gap-2 ps-5 text-muted-foreground">
        <li>
          {rich(
            "<command></command> prints it when it is ready, and keeps it in the file <file></file> of its data folder.",
            {
              command: () => <code dir="ltr">npm start</code>,
              file: () => <code dir="ltr">setup-link</code>,
            },
          )}
        </li>
        <li>
          {rich("With a database of your own, <command></command> prints it too.", {
            command: () => <code dir="ltr">npm run db:migrate</code>,
          })}
        </li>
        <li>{t("Only the link printed last works, for one week.")}</li>
      </ul>
    </div>
  );
}
