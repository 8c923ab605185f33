-- The look at the contact for each new row, and the lock on it, cost as much as the row. Whoever erases a contact takes its row along
-- (lib/people/contacts/erase-contacts.ts); the daily look takes what a release before this one leaves behind meanwhile.
ALTER TABLE "contact_search" DROP CONSTRAINT "contact_search_workspace_id_contact_id_fkey";
