import type { ClientReader } from '../domain/agent.ts';
import { createLookUpContact } from './look-up-contact.ts';
import { createProposeReply, type Tray } from './propose-reply.ts';
import { createReadThread } from './read-thread.ts';
import { createSearchKnowledge } from './search-knowledge.ts';
import { createSearchMail } from './search-mail.ts';
import type { Showing } from './show.ts';

/**
 * What the drafting agent may call: read-only tools of one client, and the one that lays a draft in the tray.
 * No tool takes a recipient, an account, a client or a URL, and none sends.
 */
export const draftReplyTools = (reader: ClientReader, showing: Showing, tray: Tray) => [
  createReadThread(reader, showing),
  createSearchKnowledge(reader, showing),
  createLookUpContact(reader, showing),
  createSearchMail(reader, showing),
  createProposeReply(tray, showing.references),
];
