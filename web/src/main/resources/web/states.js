// The states of an alarm after ISA-18.2, in words.

export const isShelved = alarm => alarm.shelved !== null;

/** Somebody should look: it is not put aside. */
export const isOpen = alarm => !isShelved(alarm);

/** Its cause is there now, and it is not put aside. */
export const isThere = alarm => isOpen(alarm) && alarm.returned === null;

export const isUnacknowledged = alarm => isOpen(alarm) && alarm.acknowledged === null;

const note = text => (text ? `: ${text}` : '');

/** What became of it, in lines: who acknowledged it, that it returned, until when it is shelved. */
export function stateWords(alarm, state) {
  const at = time => state.clock.near(Date.parse(time), state.now());
  const {acknowledged, returned, shelved, shelf} = alarm;
  return [
    returned && `returned to normal ${at(returned)}${acknowledged ? '' : ', not acknowledged'}`,
    acknowledged && `acknowledged by ${acknowledged.who} ${at(acknowledged.at)}${note(acknowledged.note)}`,
    shelved && (shelf ? `shelved until ${at(shelved)} by ${shelf.who}${note(shelf.why)}` : `under maintenance until ${at(shelved)}`),
  ].filter(Boolean);
}
