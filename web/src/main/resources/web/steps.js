// The steps of a procedure as people say them. Pure: the same step gives the same words.
import {channelName} from './format.js';

const RELATION = {'<=': '≤', '>=': '≥', '<': '<', '>': '>'};

/** fridge/still/temperature <= 4 K reads Still ≤ 4 K; what is more than one comparison stays as it is. */
export function conditionWords(text) {
  const parts = /^([a-z0-9_.-]+(?:\/[a-z0-9_.-]+)+) (<=|>=|<|>) (-?[\d.]\S*(?: \S+)?)$/i.exec(text);
  if (!parts) return text;
  const [, channel, relation, limit] = parts;
  return `${channelName(channel)} ${RELATION[relation]} ${limit.replace('degC', '°C').replace('Ohm', 'Ω')}`;
}

const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);

/** What a step does; titles tells the title of a procedure by its name. */
export function stepWords({kind, text}, titles = {}) {
  const rest = text.slice(kind.length + 1);
  switch (kind) {
    case 'wait':
      if (rest === 'for ever') return 'Until it is stopped';
      return /^\d[\d.]* \S+$/.test(rest) ? `${rest} later` : sentence(conditionWords(rest));
    case 'start': return `Then ${titles[rest] ?? rest}`;
    case 'if': return `If ${conditionWords(rest)}`;
    default: return sentence(text);
  }
}

/** Telling people is no step that anyone waits for: it shows only while it is the one. */
export const shownSteps = run => run.steps.filter(one => one.kind !== 'tell' || one.state === 'now');
