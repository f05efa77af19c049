DROP INDEX "messages_notices";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "also_from" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "proposals_by_thread" ON "proposals" USING btree ("thread_id");--> statement-breakpoint
CREATE INDEX "messages_notices" ON "messages" USING btree ("received_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'settled' and state_reason in ('triage-notify', 'loop');