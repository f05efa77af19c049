/** What changed, for whoever watches: ids only. */
export interface LiveEvent {
  topic: 'proposal' | 'message' | 'delivery' | 'mailbox';
  id: string;
  clientId: string;
}

/** Returns the function that ends the subscription. */
export type Subscribe = (listener: (event: LiveEvent) => void) => () => void;
