CREATE TABLE "clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"color" text NOT NULL,
	"address" text NOT NULL,
	"profile" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "clients_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "clients" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"organisation" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"register" text,
	"iban" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contacts_client_email" UNIQUE("client_id","email")
);
--> statement-breakpoint
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "knowledge" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"supplier" text NOT NULL,
	"iban" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_accounts_known" UNIQUE("client_id","supplier","iban")
);
--> statement-breakpoint
ALTER TABLE "ledger_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mailboxes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"display_name" text NOT NULL,
	"receiving_address" text,
	"imap" jsonb,
	"smtp" jsonb,
	"secret" "bytea",
	"state" text DEFAULT 'connecting' NOT NULL,
	"state_reason" text,
	"state_at" timestamp with time zone,
	"uid_validity" text,
	"last_uid" bigint DEFAULT 0 NOT NULL,
	"sent_folder" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mailboxes_receiving_address_unique" UNIQUE("receiving_address"),
	CONSTRAINT "mailboxes_client_id_id" UNIQUE("client_id","id")
);
--> statement-breakpoint
ALTER TABLE "mailboxes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "threads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"subject_key" text NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "threads_client_id_id" UNIQUE("client_id","id")
);
--> statement-breakpoint
ALTER TABLE "threads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"size" integer NOT NULL,
	"media_type" text,
	"state" text DEFAULT 'received' NOT NULL,
	"state_reason" text,
	"pages" integer,
	"body" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "documents_client_id_id" UNIQUE("client_id","id"),
	CONSTRAINT "documents_once" UNIQUE("message_id","position")
);
--> statement-breakpoint
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"thread_id" uuid,
	"direction" text NOT NULL,
	"state" text NOT NULL,
	"state_reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"answer_asked_at" timestamp with time zone,
	"next_attempt_at" timestamp with time zone,
	"raw_hash" text NOT NULL,
	"size" integer NOT NULL,
	"envelope" jsonb,
	"uid_validity" text,
	"uid" bigint,
	"message_id" text,
	"in_reply_to" text,
	"refs" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sender" jsonb,
	"reply_to" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"recipients" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"copies" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"forwarded_by" jsonb,
	"forwarder_note" text DEFAULT '' NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"sent_at" timestamp with time zone,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"reading_text" text DEFAULT '' NOT NULL,
	"hidden_text" text DEFAULT '' NOT NULL,
	"language" text,
	"automatic" text,
	"defects" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('parapheur_french', left(coalesce(subject, ''), 1000) || ' ' || left(coalesce(body, ''), 200000))) STORED,
	CONSTRAINT "messages_client_id_id" UNIQUE("client_id","id"),
	CONSTRAINT "messages_once" UNIQUE("mailbox_id","raw_hash")
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"agent" text NOT NULL,
	"prompt" text NOT NULL,
	"prompt_version" text NOT NULL,
	"model" text NOT NULL,
	"calls" integer NOT NULL,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"ms" integer NOT NULL,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "triages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"by" text NOT NULL,
	"value" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "triages_message_id_unique" UNIQUE("message_id")
);
--> statement-breakpoint
ALTER TABLE "triages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "journal" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"client_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject_id" uuid,
	"detail" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "journal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"csrf" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_in_failures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sign_in_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"password_hash" text,
	"locale" text DEFAULT 'fr' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"content_hash" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text,
	"note" text DEFAULT '' NOT NULL,
	"user_id" uuid,
	"undone_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decisions_client_id_id" UNIQUE("client_id","id")
);
--> statement-breakpoint
ALTER TABLE "decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"state_reason" text,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"message_id" text NOT NULL,
	"envelope" jsonb NOT NULL,
	"subject" text NOT NULL,
	"raw_hash" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"refused" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"filed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deliveries_message_id_unique" UNIQUE("message_id"),
	CONSTRAINT "deliveries_once" UNIQUE("decision_id")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"check_name" text NOT NULL,
	"code" text NOT NULL,
	"level" text NOT NULL,
	"evidence" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "findings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"thread_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"lane" text NOT NULL,
	"gaps" integer DEFAULT 0 NOT NULL,
	"urgent" boolean DEFAULT false NOT NULL,
	"newer_message_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "proposals_client_id_id" UNIQUE("client_id","id")
);
--> statement-breakpoint
ALTER TABLE "proposals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "revisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"author" text NOT NULL,
	"user_id" uuid,
	"language" text NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"claims" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "revisions_client_id_id" UNIQUE("client_id","id"),
	CONSTRAINT "revisions_numbered" UNIQUE("proposal_id","number")
);
--> statement-breakpoint
ALTER TABLE "revisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge" ADD CONSTRAINT "knowledge_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threads" ADD CONSTRAINT "threads_client_id_mailbox_id_mailboxes_client_id_id_fk" FOREIGN KEY ("client_id","mailbox_id") REFERENCES "public"."mailboxes"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_client_id_message_id_messages_client_id_id_fk" FOREIGN KEY ("client_id","message_id") REFERENCES "public"."messages"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_client_id_mailbox_id_mailboxes_client_id_id_fk" FOREIGN KEY ("client_id","mailbox_id") REFERENCES "public"."mailboxes"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_client_id_thread_id_threads_client_id_id_fk" FOREIGN KEY ("client_id","thread_id") REFERENCES "public"."threads"("client_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_client_id_message_id_messages_client_id_id_fk" FOREIGN KEY ("client_id","message_id") REFERENCES "public"."messages"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triages" ADD CONSTRAINT "triages_client_id_message_id_messages_client_id_id_fk" FOREIGN KEY ("client_id","message_id") REFERENCES "public"."messages"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_client_id_proposal_id_proposals_client_id_id_fk" FOREIGN KEY ("client_id","proposal_id") REFERENCES "public"."proposals"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_client_id_proposal_id_proposals_client_id_id_fk" FOREIGN KEY ("client_id","proposal_id") REFERENCES "public"."proposals"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_client_id_decision_id_decisions_client_id_id_fk" FOREIGN KEY ("client_id","decision_id") REFERENCES "public"."decisions"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_client_id_mailbox_id_mailboxes_client_id_id_fk" FOREIGN KEY ("client_id","mailbox_id") REFERENCES "public"."mailboxes"("client_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_client_id_revision_id_revisions_client_id_id_fk" FOREIGN KEY ("client_id","revision_id") REFERENCES "public"."revisions"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_client_id_thread_id_threads_client_id_id_fk" FOREIGN KEY ("client_id","thread_id") REFERENCES "public"."threads"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_client_id_message_id_messages_client_id_id_fk" FOREIGN KEY ("client_id","message_id") REFERENCES "public"."messages"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_client_id_proposal_id_proposals_client_id_id_fk" FOREIGN KEY ("client_id","proposal_id") REFERENCES "public"."proposals"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_client" ON "knowledge" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "threads_by_subject" ON "threads" USING btree ("client_id","subject_key","last_at");--> statement-breakpoint
CREATE INDEX "documents_unread" ON "documents" USING btree ("created_at") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "messages_by_thread" ON "messages" USING btree ("thread_id","received_at");--> statement-breakpoint
CREATE INDEX "messages_by_message_id" ON "messages" USING btree ("client_id","message_id");--> statement-breakpoint
CREATE INDEX "messages_by_reference" ON "messages" USING gin ("refs" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "messages_unfinished" ON "messages" USING btree ("state","next_attempt_at") WHERE state in ('received', 'reading', 'preparing', 'waiting');--> statement-breakpoint
CREATE INDEX "messages_listed" ON "messages" USING btree ("received_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "messages_listed_client" ON "messages" USING btree ("client_id","received_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "messages_listed_state" ON "messages" USING btree ("state","received_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state <> 'settled';--> statement-breakpoint
CREATE INDEX "messages_notices" ON "messages" USING btree ("received_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'settled' and state_reason = 'triage-notify';--> statement-breakpoint
CREATE INDEX "messages_sent_to" ON "messages" USING gin ("recipients" jsonb_path_ops) WHERE direction = 'out';--> statement-breakpoint
CREATE INDEX "messages_by_sender" ON "messages" USING btree ("client_id",(sender->>'address'));--> statement-breakpoint
CREATE INDEX "messages_search" ON "messages" USING gin ("search");--> statement-breakpoint
CREATE INDEX "runs_by_message" ON "runs" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "journal_by_client" ON "journal" USING btree ("client_id","seq" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "journal_by_subject" ON "journal" USING btree ("subject_id","seq" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "decisions_by_proposal" ON "decisions" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("due_at") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "deliveries_listed" ON "deliveries" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "deliveries_listed_state" ON "deliveries" USING btree ("state","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "deliveries_unfiled" ON "deliveries" USING btree ("mailbox_id") WHERE filed_at is null and state in ('sent', 'unknown');--> statement-breakpoint
CREATE INDEX "deliveries_by_proposal" ON "deliveries" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "findings_by_revision" ON "findings" USING btree ("revision_id");--> statement-breakpoint
CREATE UNIQUE INDEX "proposals_one_open_mail" ON "proposals" USING btree ("thread_id") WHERE state = 'open' and kind in ('reply', 'message', 'forward');--> statement-breakpoint
CREATE INDEX "proposals_open" ON "proposals" USING btree ("urgent" DESC NULLS LAST,"created_at","id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "proposals_open_client" ON "proposals" USING btree ("client_id","urgent" DESC NULLS LAST,"created_at","id","lane") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "proposals_by_message" ON "proposals" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "proposals_listed" ON "proposals" USING btree ("state","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "proposals_listed_kind" ON "proposals" USING btree ("kind","created_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE kind <> 'reply';--> statement-breakpoint
CREATE POLICY "clients_client" ON "clients" AS PERMISSIVE FOR SELECT TO "parapheur_client" USING (id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "clients_office" ON "clients" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "contacts_client" ON "contacts" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "contacts_office" ON "contacts" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "knowledge_client" ON "knowledge" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "knowledge_office" ON "knowledge" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ledger_accounts_client" ON "ledger_accounts" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "ledger_accounts_office" ON "ledger_accounts" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "mailboxes_client" ON "mailboxes" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "mailboxes_office" ON "mailboxes" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "threads_client" ON "threads" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "threads_office" ON "threads" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "documents_client" ON "documents" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "documents_office" ON "documents" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "messages_client" ON "messages" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "messages_office" ON "messages" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "runs_client" ON "runs" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "runs_office" ON "runs" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "triages_client" ON "triages" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "triages_office" ON "triages" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "journal_client" ON "journal" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "journal_office" ON "journal" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sessions_office" ON "sessions" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sign_in_failures_office" ON "sign_in_failures" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "sign_in_links_office" ON "sign_in_links" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "users_office" ON "users" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "decisions_client" ON "decisions" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "decisions_office" ON "decisions" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deliveries_client" ON "deliveries" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "deliveries_office" ON "deliveries" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "findings_client" ON "findings" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "findings_office" ON "findings" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "proposals_client" ON "proposals" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "proposals_office" ON "proposals" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "revisions_client" ON "revisions" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "revisions_office" ON "revisions" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);