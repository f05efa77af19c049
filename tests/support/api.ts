import type { DeliveryState } from '../../src/domain/delivery.ts';
import type { MessageState } from '../../src/domain/message.ts';
import type { MailContent, ProposalState } from '../../src/domain/proposal.ts';
import type { TestOffice } from './office.ts';

export interface ProposalJson {
  id: string;
  state: ProposalState;
  revision: number;
  contentHash: string;
  content: MailContent;
  gaps: string[];
}

export interface MessageJson {
  id: string;
  state: MessageState;
  stateReason: string | null;
  subject: string;
  automatic: string | null;
}

export interface DeliveryJson {
  id: string;
  state: DeliveryState;
  stateReason: string | null;
  messageId: string;
  filedAt: string | null;
  proposalId: string;
  /** The Sent folder may still tell whether it left. */
  checking: boolean;
}

/** The JSON API as a script uses it. */
export function createApiClient({ url, apiToken }: Pick<TestOffice, 'url' | 'apiToken'>) {
  return { call, all, sign, edit };

  /** A new revision with these changes; gives the HTTP status. */
  async function edit(proposalId: string, change: Partial<MailContent>): Promise<number> {
    const { json } = await call<ProposalJson>('GET', `/proposals/${proposalId}`);
    const { revision, contentHash } = json;
    const decision = { decision: 'edit', revision, contentHash, content: { ...json.content, ...change } };
    return (await call('POST', `/proposals/${proposalId}/decisions`, decision)).status;
  }

  async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; json: T }> {
    const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' };
    const request = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${url}/api${path}`, request);
    return { status: response.status, json: (await response.json()) as T };
  }

  /** Every row of a list, page after page. */
  async function all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const separator = path.includes('?') ? '&' : '?';
      const page: { items: T[]; next: string | null } = (
        await call<{ items: T[]; next: string | null }>(
          'GET',
          `${path}${separator}limit=200${cursor && `&cursor=${cursor}`}`,
        )
      ).json;
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }

  /** Fills what gaps there are, then approves. */
  async function sign(id: string): Promise<number> {
    const path = `/proposals/${id}`;
    let { json: seen } = await call<ProposalJson>('GET', path);
    if (seen.gaps.length > 0) {
      const content = {
        ...seen.content,
        body: seen.content.body.replaceAll(/\[\[gap:[^\]]*\]\]/gu, 'à voir avec vous'),
      };
      const { revision, contentHash } = seen;
      await call('POST', `${path}/decisions`, { decision: 'edit', revision, contentHash, content });
      seen = (await call<ProposalJson>('GET', path)).json;
    }
    const { revision, contentHash } = seen;
    return (await call('POST', `${path}/decisions`, { decision: 'approve', revision, contentHash })).status;
  }
}
