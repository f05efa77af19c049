DROP INDEX "messages_notices";--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "settings_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "sent_folder" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "also_from" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "taken_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "messages_news" ON "messages" USING btree ("taken_at") WHERE state = 'settled' and state_reason in ('triage-notify', 'loop');--> statement-breakpoint
CREATE INDEX "proposals_by_thread" ON "proposals" USING btree ("thread_id");--> statement-breakpoint
CREATE INDEX "messages_notices" ON "messages" USING btree ("received_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'settled' and state_reason in ('triage-notify', 'loop');--> statement-breakpoint
-- FORCE keeps the tables' owner, who runs this, from writing: he takes the office's role.
SET LOCAL ROLE parapheur_office;--> statement-breakpoint
UPDATE "messages" SET "taken_at" = "received_at";--> statement-breakpoint
RESET ROLE;
