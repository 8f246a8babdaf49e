// Where the values come from, and how those sources are.
import {html} from './html.js';
import {duration, plural} from './format.js';

const GRAVE = {trouble: 'warning', unreachable: 'warning', silent: 'warning'};

/** Whether an instrument needs looking at. */
export const isGrave = one => one.state in GRAVE;

export function healthWords(one, state) {
  const said = one.reason || (one.state === 'ok' ? '' : one.state);
  const age = one.lastReading
      ? `${duration((state.now() - Date.parse(one.lastReading)) / 1000)} ago` : 'no reading yet';
  if (one.state === 'ok') return [said || 'ok', age].join(' · ');
  return [said.startsWith(one.state) ? said : `${one.state}: ${said}`,
    `since ${state.clock.near(Date.parse(one.since), state.now())}`].join(' · ');
}

function Instrument({one, state}) {
  return html`<li class=${GRAVE[one.state] ?? ''} data-instrument=${one.id}>
    <span class="name">${one.id} <small>${one.kind}</small></span>
    <span class="state">${state.connected ? healthWords(one, state) : 'unknown'}</span>
    ${one.unreadable > 0 && html`<span class="problem" title=${one.problems.join('\n')}>
      ${plural(one.unreadable, 'unreadable row')}${one.problems[0] && `: ${one.problems[0]}`}</span>`}
  </li>`;
}

function Sink({one, state}) {
  const waiting = one.waiting ? ` · ${plural(one.waiting, 'reading')} waiting` : '';
  const said = one.state === 'ok' ? one.reason || 'ok' : `${one.state}${one.reason && `: ${one.reason}`}`;
  return html`<li class=${GRAVE[one.state] ?? ''} data-sink=${one.name}>
    <span class="name">${one.name} <small>sink</small></span>
    <span class="state">${state.connected ? said + waiting : 'unknown'}</span>
  </li>`;
}

export function Instruments({state}) {
  const {outbox, store} = state;
  return html`<section class="panel instruments"><h2>Instruments</h2><ul class="pairs">
    ${state.instruments.map(one => html`<${Instrument} key=${one.id} one=${one} state=${state} />`)}
    ${(state.sinks ?? []).map(one => html`<${Sink} key=${one.name} one=${one} state=${state} />`)}
    ${outbox && html`<li class=${outbox.parked ? 'warning' : ''}><span class="name">outbox</span>
      <span class="state">${outbox.waiting ? `${outbox.waiting} waiting` : 'empty'} · ${outbox.parked} parked</span></li>`}
    ${store && html`<li class=${store.ok ? '' : 'critical'}><span class="name">store</span>
      <span class="state">${store.ok ? `${(store.bytes / 1e6).toFixed(1)} MB` : `cannot write: ${store.reason}`}</span></li>`}
  </ul></section>`;
}
