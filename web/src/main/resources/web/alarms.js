// What is wrong now.
import {html} from './html.js';
import {duration, plural} from './format.js';
import {deliveryWords} from './notices.js';

const SHAPES = {
  critical: 'M7 0.6L13.4 7L7 13.4L0.6 7Z',
  warning: 'M7 1L13.4 12.6L0.6 12.6Z',
  info: 'M7 3a4 4 0 1 0 0.01 0Z',
};

/** A severity told by shape, colour and word: a red diamond, an amber triangle, a grey dot. */
export function Mark({severity}) {
  return html`<svg class=${`mark ${severity}`} viewBox="0 0 14 14" role="img" aria-label=${severity}>
    <path d=${SHAPES[severity] ?? SHAPES.info} /></svg>`;
}

function Alarm({alarm, state}) {
  const now = state.now();
  const since = Date.parse(alarm.since);
  const told = state.notices.find(one => one.rule === alarm.rule && one.title === alarm.title
      && Date.parse(one.time) >= since - 1000);
  return html`<li data-alarm=${alarm.id}>
    <${Mark} severity=${alarm.severity} />
    <div><p class="title">${alarm.title}</p>
    <p class="detail"><strong class=${alarm.severity}>${alarm.severity}</strong>
      ${` · since ${state.clock.near(since, now)} (${duration((now - since) / 1000)})`}
      ${alarm.state.includes('acknowledged') && !alarm.state.includes('unacknowledged') && ' · acknowledged'}
      ${alarm.state.startsWith('shelved') && ' · shelved'}</p>
    ${alarm.text !== alarm.title && html`<p class="detail">${alarm.text}</p>`}
    ${told?.deliveries.map(one => html`<p class=${`detail ${one.state}`}>${deliveryWords(one, state)}</p>`)}
    </div></li>`;
}

export function Alarms({state}) {
  const unacknowledged = state.alarms.filter(one => one.state.includes('unacknowledged')).length;
  return html`<section class="panel alarms"><h2>Alarms
      ${unacknowledged > 0 && html` <small>${unacknowledged} unacknowledged</small>`}</h2>
    <ul class="list" aria-live="polite" aria-relevant="additions text">
      ${state.alarms.length
        ? state.alarms.map(one => html`<${Alarm} key=${one.id} alarm=${one} state=${state} />`)
        : html`<li class="none">${state.connected ? 'no active alarm' : 'unknown without a connection'}</li>`}
    </ul></section>`;
}

/** The word in the header: the gravest severity and how many. */
export function AlarmPill({state}) {
  for (const severity of ['critical', 'warning']) {
    const count = state.alarms.filter(one => one.severity === severity).length;
    if (count) {
      return html`<span class=${`pill ${severity}`}><${Mark} severity=${severity} />
        ${severity === 'warning' ? plural(count, 'warning') : `${count} critical`}</span>`;
    }
  }
  return null;
}
