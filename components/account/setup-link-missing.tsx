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
          <code>npm start</code> prints it when it is ready, and keeps it in the file <code>setup-link</code> of its
          data folder.
        </li>
        <li>
          With a database of your own, <code>npm run db:migrate</code> prints it too.
        </li>
        <li>{t("Only the link printed last works, for one week.")}</li>
      </ul>
    </div>
  );
}
