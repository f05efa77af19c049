-- The two roles every transaction takes (SET LOCAL ROLE), and the words of French search.
-- Roles belong to the cluster, not to the database: another database may be making them at this very moment.
DO $$
DECLARE
  wanted text;
  try int := 0;
BEGIN
  LOOP
    BEGIN
      FOREACH wanted IN ARRAY ARRAY['parapheur_office', 'parapheur_client'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
          EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', wanted);
        END IF;
        -- From PostgreSQL 16 on a membership may be taken (SET) without being inherited: the login role then stands
        -- behind the wall until it takes a role. Before 16, create the login role NOINHERIT for the same.
        IF current_setting('server_version_num')::int >= 160000 THEN
          IF NOT pg_has_role(current_user, wanted, 'SET') THEN
            EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', wanted, current_user);
          END IF;
        ELSIF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
          EXECUTE format('GRANT %I TO %I', wanted, current_user);
        END IF;
      END LOOP;
      EXIT;
    EXCEPTION WHEN duplicate_object OR unique_violation OR internal_error THEN
      -- internal_error is "tuple concurrently updated".
      try := try + 1;
      IF try > 20 THEN RAISE; END IF;
      PERFORM pg_sleep(0.1);
    END;
  END LOOP;
  IF EXISTS (
    SELECT FROM pg_roles
    WHERE rolname IN ('parapheur_office', 'parapheur_client') AND (rolsuper OR rolbypassrls)
  ) THEN
    RAISE EXCEPTION 'parapheur_office and parapheur_client must be neither SUPERUSER nor BYPASSRLS';
  END IF;
END
$$;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION parapheur_french (COPY = french);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION parapheur_french
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
