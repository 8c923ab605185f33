-- Of the search before there was contact_search, and of a question that nobody asks: each made every new contact dearer.
DROP INDEX "contact_email_prefix";
DROP INDEX "contact_first_name_prefix";
DROP INDEX "contact_last_name_prefix";
DROP INDEX "contact_workspace_id_email_domain_idx";
