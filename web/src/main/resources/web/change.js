// Asks once more before anything rises: what it was, what it becomes, what that does, and why.
import {html} from './html.js';
import {useState} from 'preact/hooks';
import {useSending} from './acting.js';
import {Dialog} from './dialog.js';
import {duration, plural, quantityText} from './format.js';
import {Mark} from './mark.js';
import {useName} from './person.js';
import {changeName, isAction, partOf, quantityOf, rises, valueText} from './setting.js';

const KEY = 'stillwatch-why';

function remembered() {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return ''; // a browser that keeps nothing asks each time
  }
}

function remember(why) {
  try {
    sessionStorage.setItem(KEY, why);
  } catch {
    // as above
  }
}

/** The field for a reason, which begins with that of the last change in this session. */
export function Why() {
  const [first] = useState(remembered);
  return html`<label>Why <input name="why" required maxlength="1000" autocomplete="off" defaultValue=${first}
    placeholder="goes into the journal" /></label>`;
}

export function saidWhy(data) {
  const why = data.get('why').trim();
  remember(why);
  return why;
}

/** What an output is after all changes: its settings by quantity. */
function outcome(changes, settings, part) {
  const present = settings.filter(one => partOf(one.id) === part).map(one => [quantityOf(one.id), one.present]);
  const next = changes.filter(one => partOf(one.setting.id) === part).map(one => [quantityOf(one.setting.id), one.value]);
  return new Map([...present, ...next]);
}

function travel(from, to, rate) {
  if (from === null || !(rate > 0)) return '';
  return ` at ${quantityText(rate, 'V/s')}, in about ${duration(Math.abs(to - from) / rate)}`;
}

/** What a change does, for who is about to make it. */
export function effect(change, changes, settings, channels) {
  const {setting, value} = change;
  const id = setting.id;
  const after = outcome(changes, settings, partOf(id));
  const measured = channels.get(id.replace(/[^/]+$/, 'vmon'));
  const now = measured && !measured.stale ? measured.value : null;
  if (quantityOf(id) === 'power' && value !== setting.safe && after.has('vset')) {
    const goal = settings.find(one => one.id === id.replace(/[^/]+$/, 'vset'));
    return `the output goes to ${valueText(goal, after.get('vset'))}${travel(now, after.get('vset'), after.get('rup'))}`;
  }
  if (quantityOf(id) === 'vset' && after.has('power')) {
    if (after.get('power') === 0) return 'it is off: it goes there when it is switched on';
    const up = now === null ? rises(change) : Math.abs(value) > Math.abs(now);
    return `the output ${up ? 'rises' : 'falls'}${travel(now, value, after.get(up ? 'rup' : 'rdw'))}`;
  }
  return setting.what;
}

function Change({change, changes, settings, channels}) {
  const {setting, value} = change;
  return html`<li data-setting=${setting.id}><div><p class="title">${changeName(setting.id)}
    <span class="old-new">${!isAction(setting) && html`<span class="old">${setting.present === null ? 'not known' : valueText(setting, setting.present)}</span> → `}
    <strong>${valueText(setting, value)}</strong></span></p>
    <p class="detail">${rises(change) && html`<span class="rise" role="img" aria-label="raises">▲ </span>`}${effect(change, changes, settings, channels)}</p></div></li>`;
}

export const changesWords = (changes, instrument) => {
  if (changes.length > 1) return `Set ${changes.length} values`;
  const [{setting, value}] = changes;
  if (isAction(setting)) return changeName(setting.id);
  return setting.states.length ? `Switch ${changeName(setting.id)} ${valueText(setting, value)}`.replace(' output', '')
    : `Set ${changeName(setting.id)}`;
};

/** Why the station would say no, as far as this page knows. */
function Hindrances({changes, hindrances}) {
  const told = [hindrances.lease, changes.some(rises) && hindrances.rise].filter(Boolean);
  return told.length > 0 && html`<ul class="list troubles hindrances">${told.map(one => html`<li key=${one}><${Mark} severity="warning" />
    <div><p class="detail"><span class="warning">${one}</span></p></div></li>`)}</ul>`;
}

/**
 * @param send makes the changes, given why and who
 * @param hindrances {lease, rise}: sentences, or null
 * @param children what stays within reach
 */
export function ConfirmChanges({instrument, changes, settings, state, hindrances, send, onClose, children}) {
  const {field, done} = useName(state);
  const words = changesWords(changes);
  const {busy, error, submit} = useSending(state, async data => {
    const why = saidWhy(data);
    await send(changes, {...done(), why});
  }, onClose);
  return html`<${Dialog} title=${`${words} of ${instrument}?`} onClose=${onClose}>
    <form class="acting" aria-label=${words} onSubmit=${submit}>
      <ul class="list changes">${changes.map(one => html`<${Change} key=${one.setting.id} change=${one} changes=${changes}
        settings=${settings} channels=${state.channels} />`)}</ul>
      ${changes.length > 1 && html`<p class="detail">${plural(changes.length, 'change')}, all or, as far as the instrument allows, none.</p>`}
      <${Hindrances} changes=${changes} hindrances=${hindrances} />
      <${Why} />${field}
      ${error && html`<p class="wrong" role="alert">${error.message}</p>`}
      <p class="buttons"><button type="submit" class="main-button" disabled=${busy}>${busy ? 'Asking the instrument …' : words}</button>
        <button type="button" onClick=${onClose}>Cancel</button><span class="grow"></span>${children}</p></form><//>`;
}
