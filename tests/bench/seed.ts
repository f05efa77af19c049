import type { Client as Connection } from 'pg';

export interface Scale {
  clients: number;
  messages: number;
  /** Open proposals; five times as many are decided. */
  pending: number;
}

/** An office that has worked for years, written by the server itself: rows a day apart in time, as they would have come. */
export async function seed(sql: Connection, { clients, messages, pending }: Scale): Promise<void> {
  await sql.query(`SET synchronous_commit = off; SET maintenance_work_mem = '64MB'`);
  for (const statement of statements) {
    const values = { clients, messages, pending, decided: pending * 6 };
    await sql.query(statement.replaceAll(/\$(\w+)/gu, (_, name: keyof typeof values) => String(values[name])));
  }
  await sql.query('ANALYZE');
}

const profile = `'{"trade":"","siren":"","vat":"","phone":"","signature":"Bien à vous","instructions":"","timeZone":"Europe/Paris","language":"fr","people":[]}'`;
const words = `'Bonjour, pourriez-vous me dire où en est le dossier ' || n || ' ? Le devis du chauffe-eau, la facture de mars et le rendez-vous de jeudi restent à confirmer avant la fin de la semaine. '`;

const statements = [
  `INSERT INTO clients (id, slug, name, color, address, profile)
   SELECT uuidv7(), 'client-' || n, 'Client ' || n, '#1f6f8b', 'contact@client' || n || '.example', ${profile}::jsonb
   FROM generate_series(1, $clients) n`,
  `INSERT INTO mailboxes (id, client_id, kind, address, display_name, receiving_address, state)
   SELECT uuidv7(), id, 'forwarding', address, name, slug || '@recu.example', 'ok' FROM clients`,
  `CREATE TEMP TABLE place AS
   SELECT row_number() OVER (ORDER BY slug) - 1 AS k, m.client_id, m.id AS mailbox_id FROM mailboxes m JOIN clients c ON c.id = m.client_id`,
  // Messages come in pairs of a thread; the newest threads hold the pending proposals.
  `CREATE TEMP TABLE mail AS
   SELECT n, p.client_id, p.mailbox_id, uuidv7(-age.since) AS id, now() - age.since AS at, (n - 1) / 2 AS t
   FROM generate_series(1, $messages) n
   CROSS JOIN LATERAL (SELECT make_interval(secs => ($messages - n) * 120) AS since) age
   JOIN place p ON p.k = ((n - 1) / 2) % $clients`,
  `CREATE TEMP TABLE talk AS SELECT t, client_id, mailbox_id, uuidv7() AS id, max(at) AS at FROM mail GROUP BY 1, 2, 3`,
  `INSERT INTO threads (id, client_id, mailbox_id, subject_key, last_at, created_at)
   SELECT id, client_id, mailbox_id, 'dossier ' || t, at, at FROM talk`,
  `INSERT INTO messages (id, client_id, mailbox_id, thread_id, direction, state, state_reason, raw_hash, size, message_id, sender, recipients, subject, sent_at, received_at, body, reading_text, language, automatic)
   SELECT m.id, m.client_id, m.mailbox_id, talk.id, CASE WHEN n % 2 = 0 THEN 'in' ELSE 'out' END,
     CASE WHEN t >= $messages / 2 - $pending AND n % 2 = 0 THEN 'prepared' ELSE 'settled' END,
     CASE WHEN n % 20 = 3 THEN 'triage-notify' END, md5(n::text) || md5((-n)::text), 4000, '<' || n || '@correspondant.example>',
     jsonb_build_object('name', 'Personne ' || n, 'address', 'personne' || t || '@correspondant.example'),
     jsonb_build_array(jsonb_build_object('name', '', 'address', 'contact@client.example')),
     'Dossier ' || t, m.at, m.at, repeat(${words}, 3), repeat(${words}, 2), 'fr', CASE WHEN n % 10 = 1 THEN 'notification' END
   FROM mail m JOIN talk USING (t) ORDER BY n`,
  `INSERT INTO triages (id, client_id, message_id, by, value, created_at)
   SELECT uuidv7(), client_id, id, 'rules', jsonb_build_object('action', CASE WHEN n % 10 = 1 THEN 'notify' ELSE 'respond' END,
     'category', CASE WHEN n % 400 = 1 THEN 'fraud' ELSE 'request' END, 'urgency', 'normal', 'asks', '[]'::jsonb, 'deadline', null, 'summary', 'Dossier ' || t), at
   FROM mail ORDER BY n`,
  `INSERT INTO documents (id, client_id, message_id, position, hash, name, size, media_type, state, body)
   SELECT uuidv7(), client_id, id, 0, md5(n::text), 'piece-' || n || '.pdf', 90000, 'application/pdf', 'read', 'Devis ' || n
   FROM mail WHERE n % 4 = 0 ORDER BY n`,
  `INSERT INTO runs (id, client_id, message_id, agent, prompt, prompt_version, model, calls, input_tokens, output_tokens, ms)
   SELECT uuidv7(), client_id, id, 'triage', 'triage', '1', 'rules', 0, 0, 0, 1 FROM mail WHERE n % 2 = 0 ORDER BY n`,
  `CREATE TEMP TABLE laid AS
   SELECT row_number() OVER (ORDER BY n DESC) AS rank, m.*, talk.id AS thread_id, uuidv7() AS proposal_id, uuidv7() AS decision_id
   FROM mail m JOIN talk USING (t) WHERE n % 2 = 0 ORDER BY n DESC LIMIT $decided`,
  `INSERT INTO proposals (id, client_id, thread_id, message_id, kind, state, state_at, revision, lane, gaps, urgent, created_at)
   SELECT proposal_id, client_id, thread_id, id, 'reply', CASE WHEN rank <= $pending THEN 'open' WHEN rank % 7 = 0 THEN 'rejected' ELSE 'approved' END,
     at, 1, (ARRAY['green', 'orange', 'red'])[1 + n / 2 % 3], 0, n % 40 = 0, at FROM laid ORDER BY n`,
  `INSERT INTO revisions (id, client_id, proposal_id, number, author, language, content, content_hash, created_at)
   SELECT uuidv7(), client_id, proposal_id, 1, 'rules', 'fr', jsonb_build_object('to', '[]'::jsonb, 'cc', '[]'::jsonb, 'subject', 'Re: Dossier ' || t,
     'body', repeat(${words}, 3), 'attachments', '[]'::jsonb), md5(n::text), at FROM laid ORDER BY n`,
  `INSERT INTO findings (id, client_id, revision_id, check_name, code, level, evidence)
   SELECT uuidv7(), client_id, id, 'first-contact', 'first-contact', 'note', '{"address":"personne@correspondant.example"}' FROM revisions`,
  `INSERT INTO decisions (id, client_id, proposal_id, revision, content_hash, decision, created_at)
   SELECT decision_id, client_id, proposal_id, 1, md5(n::text), CASE WHEN rank % 7 = 0 THEN 'reject' ELSE 'approve' END, at
   FROM laid WHERE rank > $pending ORDER BY n`,
  `INSERT INTO deliveries (id, client_id, proposal_id, decision_id, mailbox_id, state, state_at, message_id, envelope, subject, raw_hash, due_at, sent_at, filed_at, created_at)
   SELECT uuidv7(), client_id, proposal_id, decision_id, mailbox_id, CASE WHEN rank % 5000 = 1 THEN 'unknown' ELSE 'sent' END, at, '<d' || n || '@client.example>',
     '{"from":"contact@client.example","to":["personne@correspondant.example"]}', 'Re: Dossier ' || t, md5(n::text), at, at, at, at
   FROM laid WHERE rank > $pending AND rank % 7 <> 0 ORDER BY n`,
  `INSERT INTO journal (client_id, at, actor, action, subject_id, detail, prev_hash, hash)
   SELECT client_id, at, 'code', 'message-received', id, '{"size":4000}', md5((n - 1)::text), md5(n::text) FROM mail ORDER BY n`,
];
