// What must be good for outputs to rise or to stay: what each interlock says, and when it was proven.
import {html} from './html.js';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import * as api from './api.js';
import {Form, useSending} from './acting.js';
import {Dialog} from './dialog.js';
import {Mark} from './mark.js';
import {useName} from './person.js';
import {useReturn} from './returning.js';

const ZULU = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

const at = (time, state) => state.clock.near(Date.parse(time), state.now());

/** Sentences of the station, with their times as the page writes them. */
const local = (text, state) => text.replace(ZULU, time => at(time, state));

/** The word for how it is now, and how grave that is; null: all is well. */
export function verdict(one, state) {
  if (!state.connected) return {word: 'unknown without a connection', severity: 'warning'};
  if (one.aside !== null) return {word: 'put aside: does nothing', severity: 'warning'};
  if (!one.armed) return {word: 'not armed', severity: 'warning'};
  if (one.kind === 'force') {
    if (one.engaged) return {word: 'forces the outputs down', severity: 'critical'};
    return one.good === 'true' ? {word: 'all is well', severity: null} : {word: 'about to force the outputs down', severity: 'warning'};
  }
  return one.engaged ? {word: 'permits', severity: null} : {word: 'does not permit', severity: 'warning'};
}

const purpose = one => (one.kind === 'force' ? `forces the outputs of ${one.instrument} down, unless` : `lets outputs of ${one.instrument} rise, if`);

function Proven({one, state}) {
  const overdue = one.due !== null && Date.parse(one.due) < state.now();
  if (one.proven === null) return html`<p class="detail"><span class="warning">Without a proof it does nothing, and outputs may not rise.</span></p>`;
  return html`<p class="detail">${`proven ${at(one.proven, state)} by ${one.provenBy}`}
    ${one.due && html` · <span class=${overdue ? 'warning' : ''}>${overdue ? 'was due again' : 'due again'} ${at(one.due, state)}</span>`}</p>`;
}

/** What a proof does to outputs. */
function Driven({one}) {
  const driven = one.shadow ?? one.instrument;
  if (one.kind === 'permit') return html`<p class="detail"><strong>Nothing is brought down</strong>: outputs of ${driven} may not rise meanwhile.</p>`;
  return one.shadow === null
    ? html`<p class="detail"><strong class="critical">The real outputs of ${driven} are brought down</strong>, if any of them is up.</p>`
    : html`<p class="detail"><strong>Only outputs of ${driven} are brought down</strong>: those of ${one.instrument} stay as they are.</p>`;
}

function Prove({one, state, onClose}) {
  const [proof, setProof] = useState(null);
  const {field, done} = useName(state);
  const {busy, error, submit} = useSending(state, async () => {
    try {
      setProof(await api.prove(one.name, {...done(), confirmed: true}));
    } finally {
      state.loadControl();
    }
  }, () => {});
  const close = useRef(null);
  useLayoutEffect(() => close.current?.focus(), [proof]);
  return html`<${Dialog} title=${proof === null ? `Prove ${one.name}?` : `Proof of ${one.name}`} onClose=${onClose}>
    ${proof === null ? html`<form class="acting" aria-label=${`Prove ${one.name}`} onSubmit=${submit}>
      <p class="detail">What it reads is simulated, and what it does about that is watched and kept on record.</p>
      <${Driven} one=${one} />${field}
      ${error && html`<p class="wrong" role="alert">${error.message}</p>`}
      <p class="buttons"><button type="submit" class="main-button" disabled=${busy}>${busy ? 'Proving: this takes a while …' : 'Prove'}</button>
        <button type="button" onClick=${onClose}>Cancel</button></p></form>`
      : html`<div role="status"><p>${proof.passed ? 'It passed.' : html`<strong class="critical">It did not pass: it is not armed now.</strong>`}</p>
        <ul class="list">${proof.stages.map(stage => html`<li key=${stage}><div><p class="detail">${stage}</p></div></li>`)}</ul>
        <p class="buttons"><button type="button" ref=${close} onClick=${onClose}>Close</button></p></div>`}<//>`;
}

function Aside({one, state, onDone}) {
  const send = async (data, who) => {
    await api.putAside(one.name, {...who, why: data.get('why'), for: data.get('for')});
    await state.loadControl();
  };
  return html`<${Form} state=${state} label=${`Put ${one.name} aside`} button="Put aside" send=${send} onDone=${onDone}>
    <p class="detail">It does nothing for that long: ${one.kind === 'force' ? 'outputs stay up, whatever happens' : 'outputs may rise, whatever it says'}.</p>
    <label>For how long <input name="for" required defaultValue="1h" size="6" autocomplete="off" /></label>
    <label>Why <input name="why" required maxlength="1000" autocomplete="off" /></label><//>`;
}

function Again({one, state, onDone}) {
  const send = async (data, who) => {
    await api.letWork(one.name, {...who, why: data.get('why')});
    await state.loadControl();
  };
  return html`<${Form} state=${state} label=${`Let ${one.name} work again`} button="Let it work again" send=${send} onDone=${onDone}>
    <label><span>Why <small>if you like</small></span> <input name="why" maxlength="1000" autocomplete="off" /></label><//>`;
}

function Actions({one, state}) {
  const {open, setOpen, close, row} = useReturn();
  const button = (act, word) => html`<button type="button" data-act=${act} aria-label=${`${word}: ${one.name}`} onClick=${() => setOpen(act)}>${word}</button>`;
  if (open === 'aside') return html`<${Aside} one=${one} state=${state} onDone=${close} />`;
  if (open === 'again') return html`<${Again} one=${one} state=${state} onDone=${close} />`;
  return html`<p class="buttons" ref=${row}>${button('prove', 'Prove …')}
    ${one.aside === null ? button('aside', 'Put aside …') : button('again', 'Let it work again …')}</p>
    ${open === 'prove' && html`<${Prove} one=${one} state=${state} onClose=${close} />`}`;
}

function Interlock({one, state, expert}) {
  const {word, severity} = verdict(one, state);
  return html`<li data-interlock=${one.name} data-armed=${one.armed}><${Mark} severity=${severity ?? 'info'} hollow=${severity === null} />
    <div><p class="title"><span>${one.name}</span> <span class="verdict"><strong class=${severity ?? ''}>${word}</strong></span></p>
    <p class="detail">${purpose(one)} <span class="condition">${one.condition}</span></p>
    ${severity !== null && html`<p class="detail said">${local(one.why, state)}</p>`}
    ${one.aside !== null && html`<p class="detail"><span class="warning">put aside by ${local(one.aside, state)}</span></p>`}
    <${Proven} one=${one} state=${state} />
    ${expert && html`<${Actions} one=${one} state=${state} />`}</div></li>`;
}

export function Interlocks({state, expert}) {
  if (!state.interlocks.length) return null;
  const unarmed = state.interlocks.filter(one => !one.armed).length;
  return html`<section class="panel interlocks"><h2>Interlocks ${unarmed > 0 && html`<small>${unarmed} not armed</small>`}</h2>
    <ul class="list">${state.interlocks.map(one => html`<${Interlock} key=${one.name} one=${one} state=${state} expert=${expert} />`)}</ul>
    <p class="detail said">They do not replace interlocks in hardware.</p></section>`;
}
