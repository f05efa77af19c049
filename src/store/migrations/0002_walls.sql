-- FORCE: the tables' owner stands behind the wall too; only the two roles get through, each by its policies.
ALTER TABLE "clients" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "contacts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "knowledge" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "ledger_accounts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "mailboxes" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "threads" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "documents" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "messages" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "runs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "triages" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "journal" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sessions" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sign_in_failures" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sign_in_links" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "decisions" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "deliveries" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "findings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "proposals" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "revisions" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO parapheur_office, parapheur_client;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON
  "clients", "mailboxes", "contacts", "knowledge", "ledger_accounts", "threads", "messages", "documents", "triages",
  "runs", "proposals", "revisions", "findings", "decisions", "deliveries",
  "users", "sessions", "sign_in_links", "sign_in_failures"
TO parapheur_office;
--> statement-breakpoint
GRANT SELECT, INSERT ON "journal" TO parapheur_office, parapheur_client;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE "journal_seq_seq" TO parapheur_office, parapheur_client;
--> statement-breakpoint
GRANT SELECT ON "clients" TO parapheur_client;
--> statement-breakpoint
-- The client handle takes nothing away: a record of the journey leaves with its client, by the office.
GRANT SELECT, INSERT, UPDATE ON
  "mailboxes", "threads", "messages", "documents", "triages", "runs", "proposals", "decisions", "deliveries"
TO parapheur_client;
--> statement-breakpoint
-- A revision is what was signed: written once.
GRANT SELECT, INSERT ON "revisions" TO parapheur_client;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "contacts", "knowledge", "ledger_accounts", "findings" TO parapheur_client;
--> statement-breakpoint
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal"
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
--> statement-breakpoint
-- ALWAYS: session_replication_role does not switch it off.
ALTER TABLE "journal" ENABLE ALWAYS TRIGGER journal_append_only;
