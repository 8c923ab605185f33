create table "contact_mark" (
    "workspace_id" uuid not null,
    "contact_id" uuid not null,
    "mark" text not null,
    "detail" text not null default '',
    "created_at" timestamptz(3) not null default current_timestamp,
    constraint "contact_mark_pkey" primary key ("workspace_id", "contact_id", "mark"),
    constraint "contact_mark_mark_check" check ("mark" in ('role', 'disposable', 'typo', 'no_mx')),
    constraint "contact_mark_workspace_id_contact_id_fkey" foreign key ("workspace_id", "contact_id") references "contact" ("workspace_id", "id") on delete cascade on update no action
);

create index "contact_mark_workspace_id_mark_contact_id_idx" on "contact_mark" ("workspace_id", "mark", "contact_id");

create table "contact_mark_walk" (
    "workspace_id" uuid not null,
    "started_at" timestamptz(3) not null,
    "done_up_to" uuid,
    constraint "contact_mark_walk_pkey" primary key ("workspace_id"),
    constraint "contact_mark_walk_workspace_id_fkey" foreign key ("workspace_id") references "workspace" ("id") on delete cascade on update no action
);

create table "mail_domain" (
    "domain" text not null,
    "takes_mail" boolean not null,
    "checked_at" timestamptz(3) not null,
    constraint "mail_domain_pkey" primary key ("domain")
);
