// Who has an instrument. A lease that was taken here is kept while this page is open and seen.
import {html} from './html.js';
import {useEffect, useState} from 'preact/hooks';
import * as api from './api.js';
import {Form} from './acting.js';
import {useReturn} from './returning.js';
import {ordinal} from './format.js';
import {Mark} from './mark.js';

const KEY = 'stillwatch-leases';
const BEAT_MS = 5000; // far more often than it must: so one hears soon that it was broken, or that it is one's turn

// of this tab alone, and kept when it is loaded again
function tickets() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function keep(instrument, ticket) {
  const all = tickets();
  if (ticket) all[instrument] = ticket;
  else delete all[instrument];
  try {
    sessionStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // a browser that keeps nothing loses it, and it ends by itself
  }
}

/** The ticket of this page for an instrument: {id, given, place}; null without any. */
export const ticketOf = instrument => tickets()[instrument] ?? null;

/** What a command brings along. */
export const leaseFor = instrument => (ticketOf(instrument)?.given ? {lease: ticketOf(instrument).id} : {});

/** Whoever logs in here next has nothing of it; what is not given back ends by itself. */
export function forgetLeases() {
  Object.keys(tickets()).forEach(instrument => keep(instrument, null));
}

async function beat(instrument, ticket, state) {
  const isMine = () => ticketOf(instrument)?.id === ticket.id; // it may be given back while an answer is on its way
  try {
    const answer = await api.beatLease(instrument, ticket.id);
    if (!isMine()) return;
    keep(instrument, answer);
  } catch (failure) {
    if (!isMine() || (failure.status !== 409 && failure.status !== 404)) return; // others are told by the banner
    keep(instrument, null);
    state.leasesLost[instrument] = failure.message;
  }
  state.loadControl();
}

/** Shows that this page lives; not while nobody sees it. */
export function useHeartbeat(state) {
  useEffect(() => {
    const beatAll = () => {
      if (document.hidden || !state.connected) return;
      for (const [instrument, ticket] of Object.entries(tickets())) beat(instrument, ticket, state);
    };
    const timer = setInterval(beatAll, BEAT_MS);
    document.addEventListener('visibilitychange', beatAll);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', beatAll);
    };
  }, []);
}

const at = (time, state) => state.clock.near(Date.parse(time), state.now());

/** "since 16:40 · until 18:00; then outputs ramp down". */
function holderWords(held, mine, state) {
  const then = held.ifLost === 'hold' ? 'outputs stay as they are' : 'outputs ramp down';
  const shown = mine ? 'as long as this page is open and seen' : 'as long as its owner shows that they are there';
  return [`since ${at(held.since, state)}`, held.mode === 'heartbeat'
    ? `${shown}; else it ends ${at(held.until, state)} and ${then}`
    : `until ${at(held.until, state)}; then ${then}`].join(' · ');
}

const LENGTHS = {'60s': '1 min', '5m': '5 min', '10m': '10 min'};

function Terms() {
  const [mode, setMode] = useState('heartbeat');
  return html`<label>For what <input name="purpose" required maxlength="200" autocomplete="off" placeholder="gain scan of chamber 3" /></label>
    <div class="range"><label>For how long <select name="mode" value=${mode} onChange=${event => setMode(event.target.value)}>
      <option value="heartbeat">while this page is seen</option><option value="long-run">for a fixed time</option></select></label>
    ${mode === 'heartbeat'
      ? html`<label key="beat">It ends when unseen for <select name="for">${Object.entries(LENGTHS).map(([value, words]) =>
          html`<option key=${value} value=${value}>${words}</option>`)}</select></label>`
      : html`<label key="run">Length <input name="for" required defaultValue="12h" autocomplete="off" /></label>`}
    <label>Then outputs <select name="if-lost"><option value="hold">stay as they are</option><option value="ramp-down">ramp down</option></select></label></div>`;
}

const terms = data => ({purpose: data.get('purpose'), mode: data.get('mode'), for: data.get('for'), 'if-lost': data.get('if-lost')});

const ACTIONS = {
  take: {word: 'Take the lease', means: 'Others may look, and switch off; only you may change anything else.',
    send: (instrument, data, who) => api.takeLease(instrument, {...who, ...terms(data)})},
  wait: {word: 'Wait for it', means: 'You get it as soon as it is free, if this page is still open then.',
    send: (instrument, data, who) => api.takeLease(instrument, {...who, ...terms(data), queue: true})},
  break: {word: 'Break the lease', means: 'It is taken from whoever has it, and all are told. Ask them first.',
    send: (instrument, data, who) => api.breakLease(instrument, {...who, ...terms(data), why: data.get('why')})},
};

function Take({action, instrument, state, onDone}) {
  const {word, means, send} = ACTIONS[action];
  const take = async (data, who) => {
    keep(instrument, await send(instrument, data, who));
    delete state.leasesLost[instrument];
    await state.loadControl();
  };
  return html`<${Form} state=${state} label=${`${word}: ${instrument}`} button=${word} send=${take} onDone=${onDone}>
    <p class="detail">${means}</p><${Terms} />
    ${action === 'break' && html`<label>Why <input name="why" required maxlength="1000" autocomplete="off" /></label>`}<//>`;
}

function GiveBack({instrument, ticket, state}) {
  const [error, setError] = useState(null);
  const release = async () => {
    try {
      await api.releaseLease(instrument, ticket.id);
      keep(instrument, null);
    } catch (failure) {
      if (failure.status === 409) keep(instrument, null); // over already
      else setError(failure.message);
    }
    state.loadControl();
  };
  return html`<button type="button" onClick=${release}>${ticket.given ? 'Give back' : 'Wait no longer'}</button>
    ${error && html`<span class="wrong" role="alert">${error}</span>`}`;
}

function Holder({held, ticket, instrument, state}) {
  if (!held) return html`<p class="detail none">Nobody has ${instrument}: it may be changed without a lease.</p>`;
  return html`<p><strong>${ticket?.given ? 'You have' : `${held.owner} has`} ${instrument}</strong>: ${held.purpose}</p>
    <p class="detail">${holderWords(held, ticket?.given, state)}</p>`;
}

/** Who has an instrument, who waits for it, and what one may do about that. */
export function Lease({lease, state, may}) {
  const {instrument, held, waiting} = lease;
  const {open, setOpen, close, row} = useReturn();
  const ticket = ticketOf(instrument);
  const lost = state.leasesLost[instrument];
  const button = action => html`<button type="button" data-act=${action} aria-label=${`${ACTIONS[action].word}: ${instrument}`}
    onClick=${() => setOpen(action)}>${ACTIONS[action].word} …</button>`;
  return html`<section class="lease" aria-label=${`Lease of ${instrument}`} data-lease=${ticket?.given ? 'mine' : held ? 'taken' : 'free'}>
    <${Holder} held=${held} ticket=${ticket} instrument=${instrument} state=${state} />
    ${waiting.length > 0 && html`<p class="detail">waiting: ${waiting.map(one => `${one.owner} (${one.purpose})`).join(', ')}</p>`}
    ${ticket && !ticket.given && html`<p class="detail" role="status"><strong>You are ${ordinal(ticket.place)} in the queue</strong></p>`}
    ${lost && html`<p class="detail" role="alert"><${Mark} severity="warning" /> <span class="warning">Your lease ended: ${lost}</span></p>`}
    ${may && (open ? html`<${Take} key=${open} action=${open} instrument=${instrument} state=${state} onDone=${close} />`
      : html`<p class="buttons" ref=${row}>${ticket ? html`<${GiveBack} instrument=${instrument} ticket=${ticket} state=${state} />`
        : held ? [button('wait'), button('break')] : button('take')}</p>`)}
  </section>`;
}
