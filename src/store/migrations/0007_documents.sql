ALTER TABLE "documents" ADD COLUMN "unread_pages" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "password" "bytea";