import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { type FoundMark, marksOfAddress } from "./address-marks";
import { type MailResolver, takesMail } from "./takes-mail";

const BATCH = 1000;
/** Younger ones may stand beside others whose transaction has not ended: they are left to the next look. */
const SETTLE_MS = 2 * 60_000;
/** Domains come and go: everybody is looked at again. */
const AGAIN_MS = 7 * 86_400_000;

interface Person {
  id: string;
  email: string;
  email_domain: string;
}

/**
 * Looks at the addresses of contacts that were not looked at yet, a thousand at a time in the order of their ids, for at most `maxMs`; true when
 * some are left. After a week it begins again at the first.
 */
export async function markContacts(ctx: Ctx, options: { maxMs: number; resolver?: MailResolver }): Promise<boolean> {
  const end = performance.now() + options.maxMs;
  let after = await startOf(ctx);
  for (;;) {
    const people = await nextPeople(ctx, after);
    if (people.length > 0) await markPeople(ctx, people, options.resolver);
    after = people.at(-1)?.id ?? after;
    await noteWalk(ctx, after);
    if (people.length < BATCH) return false;
    if (performance.now() > end) return true;
  }
}

/** The contact that was looked at last; null at the beginning, and a week after the end of the last walk. */
async function startOf({ db, workspaceId, now }: Ctx): Promise<string | null> {
  const walk = await db.contactMarkWalk.findUnique({ where: { workspaceId } });
  const begun = walk?.startedAt.getTime() ?? now().getTime();
  if (!walk || now().getTime() - begun > AGAIN_MS) {
    const fresh = { startedAt: now(), doneUpTo: null };
    await db.contactMarkWalk.upsert({ where: { workspaceId }, create: { workspaceId, ...fresh }, update: fresh });
    return null;
  }
  return walk.doneUpTo;
}

async function nextPeople(ctx: Ctx, after: string | null): Promise<Person[]> {
  return ctx.db.$queryRaw<Person[]>`
    select id, email, email_domain from contact
     where workspace_id = ${ctx.workspaceId}::uuid and (${after}::uuid is null or id > ${after}::uuid)
       and created_at < ${new Date(ctx.now().getTime() - SETTLE_MS)}
     order by id limit ${BATCH}`;
}

async function noteWalk({ db, workspaceId }: Ctx, doneUpTo: string | null): Promise<void> {
  await db.contactMarkWalk.update({ where: { workspaceId }, data: { doneUpTo } });
}

/** Gives these people the marks that their addresses have now, and takes away what no longer holds. Where the DNS does not say, nothing changes. */
export async function markPeople(ctx: Ctx, people: readonly Person[], resolver?: MailResolver): Promise<void> {
  const takes = await takesMail(
    ctx,
    people.map(({ email_domain }) => email_domain),
    resolver,
  );
  const wanted = people.flatMap(({ id, email, email_domain }) => {
    const marks: FoundMark[] = marksOfAddress(email, email_domain);
    if (takes.get(email_domain) === false) marks.push({ mark: "no_mx", detail: "" });
    return marks.map((mark) => ({ contactId: id, ...mark }));
  });
  const unsure = people.filter(({ email_domain }) => takes.get(email_domain) === null).map(({ id }) => id);
  await inTransaction(ctx, async (tx) => {
    // Whoever erases one of them waits, or is gone.
    await tx.db.$queryRaw`select id from contact where workspace_id = ${tx.workspaceId}::uuid
      and id = any(${people.map(({ id }) => id).sort()}::uuid[]) order by id for key share`;
    await takeAway(tx, people, wanted, unsure);
    await give(tx, wanted);
  });
}

type Wanted = FoundMark & { contactId: string };

async function takeAway(tx: Ctx, people: readonly Person[], wanted: readonly Wanted[], unsure: readonly string[]) {
  await tx.db.$executeRaw`
    delete from contact_mark m
     where m.workspace_id = ${tx.workspaceId}::uuid and m.contact_id = any(${people.map(({ id }) => id)}::uuid[])
       and not (m.mark = 'no_mx' and m.contact_id = any(${[...unsure]}::uuid[]))
       and not exists (select 1 from unnest(${wanted.map(({ contactId }) => contactId)}::uuid[], ${wanted.map(({ mark }) => mark)}::text[]) as w (contact_id, mark)
                        where w.contact_id = m.contact_id and w.mark = m.mark)`;
}

async function give(tx: Ctx, wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return;
  await tx.db.$executeRaw`
    insert into contact_mark (workspace_id, contact_id, mark, detail, created_at)
    select ${tx.workspaceId}::uuid, w.contact_id, w.mark, w.detail, ${tx.now()}
      from unnest(${wanted.map(({ contactId }) => contactId)}::uuid[], ${wanted.map(({ mark }) => mark)}::text[], ${wanted.map(({ detail }) => detail)}::text[])
           as w (contact_id, mark, detail)
      join contact on contact.workspace_id = ${tx.workspaceId}::uuid and contact.id = w.contact_id
    on conflict (workspace_id, contact_id, mark) do update set detail = excluded.detail
      where contact_mark.detail <> excluded.detail`;
}
