// What is wrong now, and what people do about it.
import {html} from './html.js';
import {duration, plural} from './format.js';
import {Mark} from './mark.js';
import {deliveryWords} from './notices.js';
import {isOpen, isShelved, isThere, isUnacknowledged, stateWords} from './states.js';
import {Actions, ShelfActions} from './acting.js';
import {mayAct} from './person.js';

function Alarm({alarm, state, wall}) {
  const now = state.now();
  const since = Date.parse(alarm.since);
  const told = state.notices.find(one => one.rule === alarm.rule && one.title === alarm.title
      && Date.parse(one.time) >= since - 1000);
  const calm = !isThere(alarm);
  return html`<li data-alarm=${alarm.id} data-state=${alarm.state} class=${calm ? 'calm' : ''}>
    <${Mark} severity=${alarm.severity} hollow=${calm} />
    <div><p class="title">${alarm.title}</p>
    <p class="detail"><strong class=${calm ? '' : alarm.severity}>${alarm.severity}</strong>
      ${` · since ${state.clock.near(since, now)} (${duration((now - since) / 1000)})`}
      ${isThere(alarm) && alarm.acknowledged === null && ' · not acknowledged'}</p>
    ${stateWords(alarm, state).map(words => html`<p class="detail said" key=${words}>${words}</p>`)}
    ${alarm.text !== alarm.title && html`<p class="detail">${alarm.text}</p>`}
    ${!isShelved(alarm) && told?.deliveries.map(one => html`<p class=${`detail ${one.state}`}>${deliveryWords(one, state)}</p>`)}
    ${mayAct(state, wall) && html`<${Actions} alarm=${alarm} state=${state} />`}
    </div></li>`;
}

/** Someone put a rule aside that is in no alarm now: it must not be forgotten. */
function Shelf({shelf, state, wall}) {
  const until = state.clock.near(Date.parse(shelf.until), state.now());
  return html`<li class="calm" data-shelf=${shelf.rule}><${Mark} severity="info" hollow />
    <div><p class="title">${shelf.rule}</p>
    <p class="detail">${`no alarm · shelved until ${until} by ${shelf.who}: ${shelf.why}`}</p>
    ${mayAct(state, wall) && html`<${ShelfActions} shelf=${shelf} state=${state} />`}</div></li>`;
}

export function Alarms({state, wall}) {
  const {alarms} = state;
  const unacknowledged = alarms.filter(isUnacknowledged).length;
  const shelved = alarms.filter(isShelved).length;
  const rules = new Set(alarms.map(one => one.rule));
  const quiet = state.shelves.filter(one => !rules.has(one.rule));
  const ordered = [...alarms.filter(isThere), ...alarms.filter(one => isOpen(one) && !isThere(one)), ...alarms.filter(isShelved)];
  const counts = [unacknowledged && `${unacknowledged} unacknowledged`, shelved && `${shelved} shelved`].filter(Boolean);
  return html`<section class="panel alarms"><h2>Alarms ${counts.length > 0 && html`<small>${counts.join(' · ')}</small>`}</h2>
    <ul class="list" aria-live="polite" aria-relevant="additions text">
      ${ordered.map(one => html`<${Alarm} key=${one.id} alarm=${one} state=${state} wall=${wall} />`)}
      ${!ordered.length && html`<li class="none">${state.connected ? 'no active alarm' : 'unknown without a connection'}</li>`}
      ${quiet.map(one => html`<${Shelf} key=${`shelf ${one.rule}`} shelf=${one} state=${state} wall=${wall} />`)}
    </ul></section>`;
}

/** The word in the header: the gravest severity and how many; else how many wait to be acknowledged. */
export function AlarmPill({state}) {
  for (const severity of ['critical', 'warning']) {
    const count = state.alarms.filter(one => isThere(one) && one.severity === severity).length;
    if (count) {
      return html`<span class=${`pill ${severity}`}><${Mark} severity=${severity} />
        ${severity === 'warning' ? plural(count, 'warning') : `${count} critical`}</span>`;
    }
  }
  const returned = state.alarms.filter(isUnacknowledged).length;
  return returned ? html`<span class="pill">${returned} returned, not acknowledged</span>` : null;
}
