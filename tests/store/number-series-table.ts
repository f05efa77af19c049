import type { TestDatabase } from '../support/database.ts';

/** Until the migration of this table has landed, its tests lay it themselves; afterwards this file goes. */
export async function createTable({ pool }: TestDatabase): Promise<void> {
  await pool.query(`
    CREATE TABLE IF NOT EXISTS number_series (
      id uuid PRIMARY KEY, client_id uuid NOT NULL REFERENCES clients ON DELETE CASCADE, name text NOT NULL,
      year integer NOT NULL, prefix text NOT NULL, yearly boolean NOT NULL, digits integer NOT NULL,
      last integer NOT NULL, last_date text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT number_series_once UNIQUE (client_id, name, year),
      CONSTRAINT number_series_prefix UNIQUE (client_id, prefix, year));
    ALTER TABLE number_series ENABLE ROW LEVEL SECURITY;
    ALTER TABLE number_series FORCE ROW LEVEL SECURITY;
    DROP POLICY IF EXISTS number_series_client ON number_series;
    DROP POLICY IF EXISTS number_series_office ON number_series;
    CREATE POLICY number_series_client ON number_series TO parapheur_client
      USING (client_id = nullif(current_setting('app.client_id', true), '')::uuid)
      WITH CHECK (client_id = nullif(current_setting('app.client_id', true), '')::uuid);
    CREATE POLICY number_series_office ON number_series TO parapheur_office USING (true) WITH CHECK (true);
    GRANT SELECT, INSERT, UPDATE ON number_series TO parapheur_client;
    GRANT SELECT, INSERT, UPDATE, DELETE ON number_series TO parapheur_office;
  `);
}
