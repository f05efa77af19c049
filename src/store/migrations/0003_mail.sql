CREATE TABLE "folders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"role" text NOT NULL,
	"path" text NOT NULL,
	"uid_validity" text NOT NULL,
	"last_uid" bigint NOT NULL,
	"modseq" text,
	"skipped" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "folders_once" UNIQUE("mailbox_id","role")
);
--> statement-breakpoint
ALTER TABLE "folders" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bounces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"address" text NOT NULL,
	"code" text NOT NULL,
	"status" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bounces_once" UNIQUE("message_id","address")
);
--> statement-breakpoint
ALTER TABLE "bounces" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "provider" text;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "sign_in" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "reply_to" text;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "sent_copy" text DEFAULT 'watch' NOT NULL;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "forwarders" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "former_address" text;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "former_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "folder" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "vanished_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "omitted" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "sender_doubt" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "list_addresses" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "invitations" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "folders" ADD CONSTRAINT "folders_client_id_mailbox_id_mailboxes_client_id_id_fk" FOREIGN KEY ("client_id","mailbox_id") REFERENCES "public"."mailboxes"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_client_id_id" UNIQUE("client_id","id");--> statement-breakpoint
ALTER TABLE "bounces" ADD CONSTRAINT "bounces_client_id_delivery_id_deliveries_client_id_id_fk" FOREIGN KEY ("client_id","delivery_id") REFERENCES "public"."deliveries"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bounces" ADD CONSTRAINT "bounces_client_id_message_id_messages_client_id_id_fk" FOREIGN KEY ("client_id","message_id") REFERENCES "public"."messages"("client_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bounces_by_delivery" ON "bounces" USING btree ("delivery_id");--> statement-breakpoint
CREATE INDEX "messages_by_uid" ON "messages" USING btree ("mailbox_id","folder","uid_validity","uid") WHERE uid is not null;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_former_address_unique" UNIQUE("former_address");--> statement-breakpoint
CREATE POLICY "folders_client" ON "folders" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "folders_office" ON "folders" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "bounces_client" ON "bounces" AS PERMISSIVE FOR ALL TO "parapheur_client" USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid) WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "bounces_office" ON "bounces" AS PERMISSIVE FOR ALL TO "parapheur_office" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "folders" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bounces" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "folders", "bounces" TO parapheur_office;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "folders" TO parapheur_client;--> statement-breakpoint
GRANT SELECT, INSERT ON "bounces" TO parapheur_client;--> statement-breakpoint
-- FORCE keeps the tables' owner, who runs this, from reading: he takes the office's role.
SET LOCAL ROLE parapheur_office;--> statement-breakpoint
INSERT INTO "folders" ("id", "client_id", "mailbox_id", "role", "path", "uid_validity", "last_uid")
  SELECT gen_random_uuid(), "client_id", "id", 'inbox', 'INBOX', "uid_validity", "last_uid"
  FROM "mailboxes" WHERE "kind" = 'imap' AND "uid_validity" IS NOT NULL;--> statement-breakpoint
UPDATE "messages" SET "folder" = 'inbox' WHERE "uid" IS NOT NULL;--> statement-breakpoint
RESET ROLE;
