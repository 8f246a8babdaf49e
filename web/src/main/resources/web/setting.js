// What may be commanded, in words and numbers. Pure: the same setting gives the same text.
import {DASH, number, quantityText, shortName, unitText} from './format.js';

const DIGITS = 7; // what is commanded is never rounded for reading

const WORDS = {
  vset: 'voltage', iset: 'current limit', rup: 'ramp up', rdw: 'ramp down', power: 'output', maxv: 'highest voltage',
  trip: 'time to trip', pdwn: 'after a trip', imrange: 'current range', clear: 'clear alarms',
};

/** The last part of an id: vset. */
export const quantityOf = id => id.slice(id.lastIndexOf('/') + 1);

export const instrumentOf = id => id.split('/')[0];

/** What of the instrument it belongs to: ch0, b1-ch3, ion; empty for the instrument itself. */
export const partOf = id => id.split('/').slice(1, -1).join('/');

/** Voltage, current limit; for what has no word here the last part of its id. */
export function settingName(id) {
  const word = WORDS[quantityOf(id)];
  return word ? word.charAt(0).toUpperCase() + word.slice(1) : shortName(id);
}

/** The name of a part with its setting, as in a list of changes: CH0 voltage. */
export function changeName(id) {
  const part = partOf(id);
  return part ? `${shortName(part)} ${settingName(id).replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase())}` : settingName(id);
}

export function valueText(setting, value) {
  if (value === null) return DASH;
  if (setting.states.length) return setting.states[value] ?? String(value);
  return quantityText(value, setting.unit, DIGITS);
}

/** The text that a field begins with. */
export const fieldText = (setting, value) => (value === null ? '' : setting.states.length ? setting.states[value] : String(value));

const range = ({least, most, unit}) => {
  const end = value => number(value, DIGITS);
  if (least !== null && most !== null) return `, ${end(least)} to ${end(most)}`;
  if (most !== null) return `, at most ${end(most)}`;
  return least !== null ? `, at least ${end(least)}` : '';
};

/** Told at the field: a number in V, 0 to 3 000. */
export const expected = setting => `a number${setting.unit ? ` in ${unitText(setting.unit)}` : ''}${range(setting)}`;

/** What somebody typed: {value} or {wrong}; the station has the last word. */
export function parsed(setting, text) {
  if (setting.states.length) return {value: setting.states.indexOf(text)};
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim()) ? Number(text) : NaN;
  const {least, most} = setting;
  if (!Number.isFinite(value) || (least !== null && value < least) || (most !== null && value > most)) {
    return {wrong: `expected ${expected(setting)}`};
  }
  return {value};
}

export const isSafe = ({setting, value}) => setting.safe !== null && setting.safe === value;

/** Whether an output goes further from where it is safe; true also when it is not known where it is. */
export function rises({setting, value}) {
  if (setting.touches !== 'output' || isSafe({setting, value})) return false;
  const safe = setting.safe ?? 0;
  return setting.present === null || Math.abs(value - safe) > Math.abs(setting.present - safe);
}

/** Whether there is nothing to choose: it is only done. */
export const isAction = setting => setting.states.length === 1;

/** Whether it can be switched: off is one of two states. */
export const isSwitch = setting => setting.states.length === 2 && setting.safe !== null;

/** A change as the station wants it. */
export const wish = ({setting, value}) => ({
  channel: setting.id,
  value: setting.states.length ? setting.states[value] : String(value),
  ...(setting.states.length || !setting.unit ? {} : {unit: setting.unit}),
});
