/** One line per thing asked that only the client knows; `{gap}` is what is missing. Labels are for the secretary: French. */
export interface Lines {
  visit: string;
  work: string;
  meeting: string;
  call: string;
  offer: string;
  replace: string;
  callback: string;
  tracking: string;
  state: string;
  send: string;
  price: string;
  inquire: string;
}

export const lines: Record<'vous' | 'tu' | 'en', Lines> = {
  vous: {
    visit: 'une visite',
    work: 'une intervention',
    meeting: 'un rendez-vous',
    call: 'un appel',
    offer: 'Nous vous proposons {what} {gap}.',
    replace: 'Nous vous proposons de remplacer ce rendez-vous par celui-ci : {gap}.',
    callback: 'Nous vous appellerons {gap}.',
    tracking: 'Voici le numéro de suivi de votre colis : {gap}.',
    state: 'À ce jour, votre commande est {gap}.',
    send: 'Vous trouverez ci-joint {gap}.',
    price: 'Le tarif est de {gap}.',
    inquire: 'Pourriez-vous nous indiquer {what} ?',
  },
  tu: {
    visit: 'une visite',
    work: 'une intervention',
    meeting: 'un rendez-vous',
    call: 'un appel',
    offer: 'Je te propose {what} {gap}.',
    replace: 'Je te propose de remplacer ce rendez-vous par celui-ci : {gap}.',
    callback: 'Je t’appelle {gap}.',
    tracking: 'Voici le numéro de suivi de ton colis : {gap}.',
    state: 'À ce jour, ta commande est {gap}.',
    send: 'Tu trouveras ci-joint {gap}.',
    price: 'Le tarif est de {gap}.',
    inquire: 'Peux-tu m’indiquer {what} ?',
  },
  en: {
    visit: 'a visit',
    work: 'an appointment',
    meeting: 'an appointment',
    call: 'a call',
    offer: 'We can offer you {what} on {gap}.',
    replace: 'We can offer you the following appointment instead: {gap}.',
    callback: 'We will call you on {gap}.',
    tracking: 'Here is your tracking number: {gap}.',
    state: 'As of today, your order is {gap}.',
    send: 'Please find attached {gap}.',
    price: 'The price is {gap}.',
    inquire: 'Could you please tell us {what}?',
  },
};

export const labels = {
  slot: 'jour et heure',
  slotWanted: 'jour et heure (souhaité : {slots})',
  slotSaid: 'jour et heure, pour {ask}',
  visitTime: 'jour et heure de passage',
  callTime: 'jour et heure de l’appel',
  tracking: 'numéro de suivi',
  trackingOf: 'numéro de suivi de la commande n° {order}',
  state: 'état de la commande',
  stateOf: 'état de la commande n° {order}',
  invoice: 'facture à joindre',
  document: 'document à joindre',
  invoiceOf: 'facture à joindre : {about}',
  attachment: 'document à joindre : {ask}',
  quoteDelay: 'délai d’envoi du devis',
  remedy: 'suite donnée à la réclamation',
  settlement: 'état du règlement de la facture',
  settlementOf: 'état du règlement de la facture {invoice}',
  price: 'prix : {ask}',
  when: 'date ou horaire : {ask}',
  delay: 'délai : {ask}',
  where: 'lieu : {ask}',
  open: 'réponse à {ask}',
  said: 'consigne reçue : {ask}',
  translate: 'à dire en anglais : {ask}',
  familiar: 'à dire à ta façon : {ask}',
};
