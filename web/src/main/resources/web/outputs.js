// The outputs of a high-voltage supply, a row each: what is measured, what is set, and how it is.
import {html} from './html.js';
import {useState} from 'preact/hooks';
import {DASH, duration, number, quantity, shortName, unitText} from './format.js';
import {Mark} from './mark.js';
import {expected, fieldText, isAction, isSwitch, settingName, valueText} from './setting.js';

const FIELDS = ['vset', 'iset', 'rup', 'power']; // have columns of their own
const CALM = ['off', 'on', 'ramping-up', 'ramping-down'];

/** Whether a part of an instrument looks like an output of a supply. */
export const isOutput = part => part.settings.has('vset');

/** In the unit of the channel where that reads well: values of a column are compared. */
function inColumn({value, unit}) {
  const size = Math.abs(value);
  return value === 0 || (size >= 0.001 && size < 1e5) ? {text: number(value, size < 0.1 ? 2 : 4), unit: unitText(unit)} : quantity(value, unit, 4);
}

/** A value that was read, with its age; or a dash and why there is none. */
function Reading({channel, state, label}) {
  if (!channel) return html`<td data-label=${label} class="reading"><span class="none">${DASH}</span></td>`;
  const age = channel.time === null ? null : (state.now() - Date.parse(channel.time)) / 1000;
  const missing = channel.value === null;
  const stale = channel.stale || !state.connected;
  const {text, unit} = missing ? {text: DASH, unit: ''} : inColumn(channel);
  const note = missing ? channel.reason : age === null ? '' : `${stale ? 'stale ' : ''}${duration(age)}`;
  return html`<td data-label=${label} data-channel=${channel.id} class=${['reading', stale && 'stale', missing && 'missing'].filter(Boolean).join(' ')}>
    <span class="value">${text}${unit && html` <small>${unit}</small>`}</span><small class="age">${note}</small></td>`;
}

/** A setting as a field that begins with what it is; as text where it may not be changed. */
export function Field({setting, panel, name}) {
  const {edits, edit, problems, may, expert} = panel;
  const allowed = may && (setting.touches !== 'protection' || expert);
  if (!allowed) return html`<span class="fixed" data-setting=${setting.id}>${valueText(setting, setting.present)}</span>`;
  const edited = edits.get(setting.id);
  const id = `setting-${setting.id}`;
  const wrong = problems.get(setting.id);
  const attributes = {
    id, 'data-setting': setting.id, class: edited === undefined ? '' : 'edited', value: edited ?? fieldText(setting, setting.present),
    'aria-label': name, 'aria-invalid': wrong ? 'true' : undefined, 'aria-describedby': wrong ? `${id}-wrong` : undefined,
    onInput: event => edit(setting, event.target.value),
  };
  return html`<span class="setting">${setting.states.length
    ? html`<select ...${attributes}>${setting.present === null && html`<option value="">${DASH}</option>`}${setting.states.map(word => html`<option key=${word} value=${word}>${word}</option>`)}</select>`
    : html`<span class="with-unit"><input ...${attributes} inputmode="decimal" autocomplete="off" size="7" placeholder=${DASH} title=${expected(setting)}
        onBlur=${event => event.target.value.trim() === '' && edit(setting, null)} />
      <span class="unit">${unitText(setting.unit)}</span></span>`}
    ${edited === undefined ? setting.present === null && html`<small class="was">not known</small>`
      : html`<small class="was">${setting.present === null ? 'was not known' : `was ${valueText(setting, setting.present)}`}</small>`}
    ${wrong && html`<small class="wrong" id=${`${id}-wrong`} role="alert">${wrong}</small>`}</span>`;
}

/** On and off: off acts at once, on asks first. Both stay where they are, whatever the state. */
export function Switch({setting, panel, name}) {
  if (!panel.may) return html`<span class="fixed" data-setting=${setting.id}>${valueText(setting, setting.present)}</span>`;
  const values = [...setting.states.keys()].sort((a, b) => (a === setting.safe) - (b === setting.safe));
  return html`<span class="choice" role="group" aria-label=${name}>${values.map(value => html`<button type="button" key=${value}
    data-setting=${setting.id} aria-pressed=${setting.present === value} aria-label=${`${name} ${setting.states[value]}`}
    onClick=${() => panel.apply([{setting, value}])}>${setting.states[value]}</button>`)}
    ${setting.present === null && html`<small class="unknown">not known</small>`}</span>`;
}

function Action({setting, panel, name}) {
  return panel.may && html`<button type="button" data-setting=${setting.id} aria-label=${name}
    onClick=${() => panel.apply([{setting, value: 0}])}>${setting.states[0]} …</button>`;
}

const control = setting => (isSwitch(setting) ? Switch : isAction(setting) ? Action : Field);

/** Any other setting: its name, its field and what it does. */
export function Setting({setting, panel, name}) {
  return html`<div class="one-setting"><span class="name">${name} ${setting.touches === 'protection' && html`<small>protects</small>`}</span>
    <${control(setting)} setting=${setting} panel=${panel} name=${name} />
    <small class="what">${setting.what}</small></div>`;
}

/** The word for how an output is, and whether that is anything to look at. */
export function outputState(part) {
  const {state, power, tripped} = Object.fromEntries(part.channels);
  const told = [state, power].find(one => one && one.value !== null);
  const setting = part.settings.get('power');
  const word = told?.text ?? (setting && setting.present !== null ? setting.states[setting.present] : null);
  const latched = tripped?.value === 1 && word !== 'tripped';
  const words = word === null ? 'not known' : `${word.replaceAll('-', ' ')}${latched ? ', has tripped' : ''}`;
  return {words, channel: told, grave: word === null || latched || !CALM.includes(word)};
}

function State({part, state}) {
  const {words, channel, grave} = outputState(part);
  const stale = !state.connected || channel?.stale;
  const age = channel?.time ? (state.now() - Date.parse(channel.time)) / 1000 : null;
  return html`<td class=${`state${stale ? ' stale' : ''}`}>${grave && html`<${Mark} severity="warning" /> `}
    <span class=${grave ? 'value warning' : 'value'}>${words}</span>
    <small class="age">${age === null ? '' : `${stale ? 'stale ' : ''}${duration(age)}`}</small></td>`;
}

function Output({part, panel}) {
  const [more, setMore] = useState(false);
  const {settings, channels} = part;
  const {state} = panel;
  const title = shortName(part.name);
  const polarity = channels.get('polarity');
  const rest = [...settings.values()].filter(one => !FIELDS.includes(one.id.slice(one.id.lastIndexOf('/') + 1)));
  const field = (quantity, label) => html`<td data-label=${label}>${settings.has(quantity)
    && html`<${Field} setting=${settings.get(quantity)} panel=${panel} name=${`${title} ${label.toLowerCase()}`} />`}</td>`;
  return html`<tr data-output=${part.name}><th scope="row">${title}${polarity?.value != null && html` <small title="polarity">(${polarity.text})</small>`}</th>
    <${Reading} channel=${channels.get('vmon')} state=${state} label="Voltage" />${field('vset', 'Set to')}
    <${Reading} channel=${channels.get('imon')} state=${state} label="Current" />${field('iset', 'Limit')}${field('rup', 'Ramp up')}
    <${State} part=${part} state=${state} />
    <td class="doing">${settings.has('power') && html`<${Switch} setting=${settings.get('power')} panel=${panel} name=${title} />`}
      ${rest.length > 0 && html` <button type="button" class="link" aria-expanded=${more} aria-label=${`${more ? 'Less' : 'More'} of ${title}`}
        onClick=${() => setMore(!more)}>${more ? 'less' : 'more'}</button>`}</td></tr>
    ${more && html`<tr class="rest"><td colspan="8"><div class="settings">${rest.map(one => html`<${Setting} key=${one.id} setting=${one} panel=${panel}
      name=${settingName(one.id)} />`)}</div></td></tr>`}`;
}

export function Outputs({parts, panel}) {
  return html`<div class="outputs"><table><thead><tr><th scope="col"><span class="hidden">Output</span></th><th scope="col">Voltage</th><th scope="col">Set to</th>
    <th scope="col">Current</th><th scope="col">Limit</th><th scope="col">Ramp up</th><th scope="col">State</th>
    <th scope="col"><span class="hidden">Switch</span></th></tr></thead>
    <tbody>${parts.map(part => html`<${Output} key=${part.name} part=${part} panel=${panel} />`)}</tbody></table></div>`;
}
