CREATE TABLE "document_pages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"width" double precision NOT NULL,
	"height" double precision NOT NULL,
	"by" text NOT NULL,
	"confidence" double precision NOT NULL,
	"words" jsonb NOT NULL,
	"more" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "document_pages_numbered" UNIQUE("document_id","number")
);
--> statement-breakpoint
ALTER TABLE "document_pages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"proposal_id" uuid NOT NULL,
	"document_id" uuid,
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'to-check' NOT NULL,
	"state_reason" text,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"exported_at" timestamp with time zone,
	"paid_at" timestamp with time zone,
	"number" text,
	"number_key" text NOT NULL,
	"party_key" text NOT NULL,
	"party_name_key" text NOT NULL,
	"party_name" text,
	"party_siren" text,
	"party_vat" text,
	"issue_date" date,
	"due_date" date,
	"day" date NOT NULL,
	"currency" text,
	"total_net" bigint,
	"total_tax" bigint,
	"total_gross" bigint,
	"amount_due" bigint,
	"iban" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invoices_client_id_id" UNIQUE("client_id","id"),
	CONSTRAINT "invoices_one_proposal" UNIQUE("proposal_id"),
	CONSTRAINT "invoices_one_document" UNIQUE("document_id")
);
--> statement-breakpoint
ALTER TABLE "invoices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "supplier_corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"party_key" text NOT NULL,
	"read_key" text NOT NULL,
	"proposal_id" uuid NOT NULL,
	"field" text NOT NULL,
	"was" text NOT NULL,
	"is" text NOT NULL,
	"context" text NOT NULL,
	"user_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "supplier_corrections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "number_series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"name" text NOT NULL,
	"year" integer NOT NULL,
	"prefix" text NOT NULL,
	"yearly" boolean NOT NULL,
	"digits" integer NOT NULL,
	"last" integer NOT NULL,
	"last_date" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "number_series_once" UNIQUE("client_id","name","year"),
	CONSTRAINT "number_series_prefix" UNIQUE("client_id","prefix","year")
);
--> statement-breakpoint
ALTER TABLE "number_series" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "documents" DROP CONSTRAINT "documents_once";--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD COLUMN "supplier_name_key" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD COLUMN "first_seen" date DEFAULT current_date NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD COLUMN "confirmed_by" uuid;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD COLUMN "entered_decision" uuid;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD COLUMN "confirmed_decision" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "container_id" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "next_attempt_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "structured" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "document_id" uuid;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "fields" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "document_pages" ADD CONSTRAINT "document_pages_client_id_document_id_documents_client_id_id_fk" FOREIGN KEY ("client_id","document_id") REFERENCES "public"."documents"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_client_id_proposal_id_proposals_client_id_id_fk" FOREIGN KEY ("client_id","proposal_id") REFERENCES "public"."proposals"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_client_id_document_id_documents_client_id_id_fk" FOREIGN KEY ("client_id","document_id") REFERENCES "public"."documents"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplier_corrections" ADD CONSTRAINT "supplier_corrections_client_id_proposal_id_proposals_client_id_id_fk" FOREIGN KEY ("client_id","proposal_id") REFERENCES "public"."proposals"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoices_listed" ON "invoices" USING btree ("day" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invoices_listed_state" ON "invoices" USING btree ("state","day" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invoices_listed_client" ON "invoices" USING btree ("client_id","day" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invoices_listed_client_state" ON "invoices" USING btree ("client_id","state","day" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invoices_by_party" ON "invoices" USING btree ("client_id","party_key","day" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "invoices_by_party_name" ON "invoices" USING btree ("client_id","party_name_key");--> statement-breakpoint
CREATE INDEX "invoices_by_number" ON "invoices" USING btree ("client_id","number_key");--> statement-breakpoint
CREATE INDEX "invoices_due" ON "invoices" USING btree ("client_id","due_date") WHERE state in ('to-check', 'checked', 'exported');--> statement-breakpoint
CREATE INDEX "invoices_party_words" ON "invoices" USING gin (party_name_key gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "supplier_corrections_of" ON "supplier_corrections" USING btree ("client_id","party_key","created_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_client_id_container_id_documents_client_id_id_fk" FOREIGN KEY ("client_id","container_id") REFERENCES "public"."documents"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_client_id_document_id_documents_client_id_id_fk" FOREIGN KEY ("client_id","document_id") REFERENCES "public"."documents"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_accounts_by_name" ON "ledger_accounts" USING btree ("client_id","supplier_name_key");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_once" ON "documents" USING btree ("message_id","position") WHERE container_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "documents_once_within" ON "documents" USING btree ("container_id","position") WHERE container_id is not null;--> statement-breakpoint
CREATE INDEX "documents_by_message" ON "documents" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "documents_to_sort" ON "documents" USING btree ("state","next_attempt_at") WHERE state in ('sorting', 'waiting');--> statement-breakpoint
CREATE INDEX "runs_by_document" ON "runs" USING btree ("document_id") WHERE document_id is not null;--> statement-breakpoint
CREATE POLICY "document_pages_client" ON "document_pages" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "document_pages_office" ON "document_pages" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "invoices_client" ON "invoices" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "invoices_office" ON "invoices" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "supplier_corrections_client" ON "supplier_corrections" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "supplier_corrections_office" ON "supplier_corrections" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "number_series_client" ON "number_series" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "number_series_office" ON "number_series" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "document_pages" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "invoices" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "supplier_corrections" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "number_series" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "document_pages", "invoices", "supplier_corrections", "number_series" TO parapheur_office;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "document_pages" TO parapheur_client;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "invoices", "number_series" TO parapheur_client;--> statement-breakpoint
GRANT SELECT, INSERT ON "supplier_corrections" TO parapheur_client;
