import { cardListings } from './listings/card.ts';
import { deliveryListings } from './listings/deliveries.ts';
import { forwardingListings } from './listings/forwarding.ts';
import { invoiceListings } from './listings/invoices.ts';
import { messageListings } from './listings/messages.ts';
import { officeListings } from './listings/office.ts';
import { peopleListings } from './listings/people.ts';
import { queueListings } from './listings/queue.ts';
import type { Tx } from './tx.ts';

/** The read models of the pages and the API: what a screen shows, in one or a few queries each. */
export const listingQueries = (tx: Tx) => ({
  ...queueListings(tx),
  ...cardListings(tx),
  ...messageListings(tx),
  ...deliveryListings(tx),
  ...invoiceListings(tx),
  ...officeListings(tx),
  ...forwardingListings(tx),
  ...peopleListings(tx),
});

export type ListingQueries = ReturnType<typeof listingQueries>;
