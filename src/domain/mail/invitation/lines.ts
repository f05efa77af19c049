import { eventTime } from './event-time.ts';
import { newsOf, type Invitation, type InvitationNews } from '../invitation.ts';

const news: Record<InvitationNews, string> = {
  invitation: 'Invitation',
  update: 'Invitation mise à jour',
  cancel: 'Invitation annulée',
  reply: 'Réponse à une invitation',
  counter: 'Autre date proposée',
};

/** What agents and the gate read of a mail's invitations: a few lines of French below its words; '' without any. */
export const invitationLines = (invitations: readonly Invitation[], timeZone: string): string =>
  invitations
    .slice(0, MAX_TOLD)
    .map((one) => lines(one, timeZone).join('\n'))
    .join('\n\n');

/** A calendar of fifty events is not for a draft to read. */
const MAX_TOLD = 5;

function lines(invitation: Invitation, timeZone: string): string[] {
  const { summary, location, organizer, recurrence, earlier } = invitation;
  return [
    `[${news[newsOf(invitation)]}] ${summary}`,
    `Quand : ${when(invitation, timeZone)}`,
    ...(location ? [`Où : ${location}`] : []),
    ...(organizer ? [`Organisateur : ${organizer.name || organizer.address}`] : []),
    ...(recurrence ? [`Se répète : ${recurrence}`] : []),
    ...(earlier ? [`Auparavant : ${when(earlier, timeZone)}${earlier.location ? `, ${earlier.location}` : ''}`] : []),
  ];
}

function when(event: Pick<Invitation, 'start' | 'end'>, timeZone: string): string {
  const time = eventTime(event, timeZone, 'fr');
  if (!time) return 'date illisible';
  const { day, from, to, lastDay } = time;
  if (from === null) return lastDay ? `du ${day} au ${lastDay}` : `${day}, toute la journée`;
  if (to === null) return `${day}, ${from}`;
  return lastDay ? `du ${day}, ${from}, au ${lastDay}, ${to}` : `${day}, de ${from} à ${to}`;
}
