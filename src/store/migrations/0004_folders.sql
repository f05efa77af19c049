ALTER TABLE "mailboxes" DROP COLUMN "uid_validity";--> statement-breakpoint
ALTER TABLE "mailboxes" DROP COLUMN "last_uid";--> statement-breakpoint
ALTER TABLE "mailboxes" DROP COLUMN "sent_folder";