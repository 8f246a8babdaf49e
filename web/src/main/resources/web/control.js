// What may be commanded: the outputs and settings of each instrument, who has it, what interlocks say.
import {html} from './html.js';
import {useEffect, useState} from 'preact/hooks';
import * as api from './api.js';
import {ConfirmChanges, changesWords} from './change.js';
import {shortName} from './format.js';
import {Interlocks} from './interlocks.js';
import {healthWords, isGrave} from './instruments.js';
import {Lease, leaseFor, ticketOf} from './leases.js';
import {Mark} from './mark.js';
import {Outputs, Setting, isOutput, outputState} from './outputs.js';
import {mayAct, someone} from './person.js';
import {fieldText, instrumentOf, isSafe, parsed, partOf, quantityOf, settingName, wish} from './setting.js';

const SEEN_MS = 2000;
const UNSEEN_MS = 30000; // whether there is anything to command

/** Whether anything of the station may be commanded. */
export const hasControl = state => state.settings.length > 0;

/** Asks what the feed does not tell; often while somebody looks. */
export function useControl(state, seen) {
  useEffect(() => {
    const load = () => {
      if (state.connected && !(seen && document.hidden)) state.loadControl();
    };
    load();
    const timer = setInterval(load, seen ? SEEN_MS : UNSEEN_MS);
    return () => clearInterval(timer);
  }, [seen]);
}

/** The parts of an instrument with their settings and channels, each by quantity. */
function partsOf(instrument, state) {
  const parts = new Map();
  for (const setting of state.settings.filter(one => instrumentOf(one.id) === instrument)) {
    const name = partOf(setting.id);
    if (!parts.has(name)) parts.set(name, {name, settings: new Map(), channels: new Map()});
    parts.get(name).settings.set(quantityOf(setting.id), setting);
  }
  for (const channel of state.channels.values()) {
    if (instrumentOf(channel.id) === instrument) parts.get(partOf(channel.id))?.channels.set(quantityOf(channel.id), channel);
  }
  return [...parts.values()].sort((a, b) => a.name.localeCompare(b.name, 'en', {numeric: true}));
}

/** One click, no question: the way to where outputs are safe is always open. */
function AllOff({instrument, state, onTold}) {
  const [busy, setBusy] = useState(false);
  const off = async () => {
    setBusy(true);
    try {
      onTold({ok: true, text: (await api.makeSafe(instrument, someone(state))).text});
    } catch (failure) {
      onTold({ok: false, text: failure.message});
      if (failure.status === 401) state.again();
    }
    setBusy(false);
    state.loadControl();
  };
  // never disabled: whoever presses again asks again
  return html`<button type="button" class="all-off" aria-label=${`All off: ${instrument}`} onClick=${off}>
    <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M1 1h10v10h-10z" /></svg> ${busy ? 'Switching off …' : 'All off'}</button>`;
}

function summary(outputs) {
  if (!outputs.length) return '';
  const on = outputs.filter(part => part.settings.get('power')?.present === 1).length;
  const grave = outputs.filter(part => outputState(part).grave);
  return [`${on} of ${outputs.length} on`, grave.length > 2 ? `${grave.length} are not as they should be`
    : grave.map(part => `${shortName(part.name)} ${outputState(part).words}`).join(', ')].filter(Boolean).join(' · ');
}

/** What is typed and not yet asked for. */
function useEdits(settings) {
  const [edits, setEdits] = useState(new Map());
  const edit = (setting, text) => setEdits(before => {
    const after = new Map(before);
    if (text === null || text.trim() === fieldText(setting, setting.present)) after.delete(setting.id);
    else after.set(setting.id, text);
    return after;
  });
  const changes = [];
  const problems = new Map();
  for (const setting of settings) {
    const text = edits.get(setting.id);
    if (text === undefined || text.trim() === '') continue;
    const {value, wrong} = parsed(setting, text);
    if (wrong) problems.set(setting.id, wrong);
    else if (value !== setting.present) changes.push({setting, value}); // it may have become so meanwhile
  }
  return {edits, edit, changes, problems, forget: ids => setEdits(before => new Map([...before].filter(([id]) => !ids.includes(id))))};
}

/** Why outputs may not rise, and why nothing may be changed. */
function hindrancesOf(lease, hasOutputs) {
  if (!lease) return {lease: null, rise: null};
  const {instrument, held, mayNotRise} = lease;
  return {
    lease: held && !ticketOf(instrument)?.given ? `${held.owner} has ${instrument} (${held.purpose}): only making it safe is allowed` : null,
    rise: hasOutputs && mayNotRise && `Outputs may not rise: ${mayNotRise}`,
  };
}

function Told({told, onClose}) {
  if (!told) return null;
  return html`<p class=${`told${told.ok ? '' : ' wrong'}`} role=${told.ok ? 'status' : 'alert'}><span>${told.text}</span>
    <button type="button" class="link" aria-label="Close this message" onClick=${onClose}>close</button></p>`;
}

async function carryOut(changes, instrument, {why, ...who}) {
  const terms = {...who, ...(why ? {why} : {}), confirmed: true, ...leaseFor(instrument)};
  if (changes.length === 1) return (await api.change({...wish(changes[0]), ...terms})).text;
  return (await api.changeAll({changes: changes.map(wish), ...terms})).map(one => one.text).join('; ');
}

function Instrument({id, state, may, expert}) {
  const settings = state.settings.filter(one => instrumentOf(one.id) === id);
  const lease = state.leases.find(one => one.instrument === id);
  const source = state.instruments.find(one => one.id === id);
  const {edits, edit, changes, problems, forget} = useEdits(settings);
  const [asking, setAsking] = useState(null);
  const [told, setTold] = useState(null);
  const parts = partsOf(id, state);
  const outputs = parts.filter(isOutput);
  const others = parts.filter(part => !isOutput(part));
  const hindrances = hindrancesOf(lease, settings.some(one => one.touches === 'output'));

  const send = async (wanted, terms) => {
    setTold(null);
    try {
      setTold({ok: true, text: await carryOut(wanted, id, terms)});
      forget(wanted.map(one => one.setting.id));
    } finally {
      state.loadControl();
    }
  };
  const sendAtOnce = wanted => send(wanted, someone(state)).catch(failure => {
    setTold({ok: false, text: failure.message});
    if (failure.status === 401) state.again();
  });
  // what is safe is sent also where it seems to be so already
  const apply = wanted => {
    const asked = wanted.filter(one => isSafe(one) || one.value !== one.setting.present);
    if (!asked.length) return;
    if (asked.every(isSafe)) sendAtOnce(asked);
    else setAsking(asked);
  };
  const panel = {state, may, expert, edits, edit, problems, apply};
  const canBeMadeSafe = settings.some(one => one.touches === 'output' && one.safe !== null);
  const onOff = answer => {
    setTold(answer);
    setAsking(null); // what was about to rise is out of the question
  };
  const allOff = may && canBeMadeSafe && html`<${AllOff} instrument=${id} state=${state} onTold=${onOff} />`;
  const set = event => {
    event.preventDefault();
    if (changes.length && !problems.size) apply(changes);
  };
  return html`<section class="panel instrument" data-instrument=${id} aria-label=${id}><form noValidate onSubmit=${set}>
    <div class="bar"><h2 tabindex="-1">${id} ${source && html`<small>${source.kind}</small>`} <small>${summary(outputs)}</small></h2><span class="grow"></span>
      ${edits.size > 0 && html`<button type="submit" class="main-button" disabled=${!changes.length || problems.size > 0}>
          ${changes.length ? `${changesWords(changes)} …` : 'Nothing to set'}</button>
        <button type="button" onClick=${() => forget([...edits.keys()])}>Discard</button>`}
      ${allOff}<${Told} told=${told} onClose=${() => setTold(null)} /></div>
    ${source && isGrave(source) && html`<p class="health"><${Mark} severity="warning" /> <span class="warning">${healthWords(source, state)}</span></p>`}
    ${hindrances.rise && html`<p class="held-back" role="status"><${Mark} severity="warning" /> <span class="warning">${hindrances.rise}</span></p>`}
    ${outputs.length > 0 && html`<${Outputs} parts=${outputs} panel=${panel} />`}
    ${others.length > 0 && html`<div class="settings">${others.flatMap(part => [...part.settings.values()].map(one => html`<${Setting} key=${one.id}
      setting=${one} panel=${panel} name=${[part.name && shortName(part.name), settingName(one.id).toLowerCase()].filter(Boolean).join(' ')} />`))}</div>`}
    </form>
    ${lease && html`<${Lease} lease=${lease} state=${state} may=${may} />`}</section>
    ${asking && html`<${ConfirmChanges} instrument=${id} changes=${asking.map(one => ({...one, setting: settings.find(({id: same}) => same === one.setting.id) ?? one.setting}))} settings=${settings} state=${state} hindrances=${hindrances}
      send=${send} onClose=${() => setAsking(null)}>${allOff}<//>`}`;
}

export function Control({state, wall}) {
  const may = mayAct(state, wall);
  const expert = may && state.session?.role === 'expert';
  const ids = [...new Set(state.settings.map(one => instrumentOf(one.id)))];
  // supplies first: what may hurt is seen without scrolling
  const hurts = id => state.settings.some(one => instrumentOf(one.id) === id && one.touches === 'output');
  ids.sort((a, b) => hurts(b) - hurts(a) || a.localeCompare(b, 'en', {numeric: true}));
  return html`<main class="control"><div class="main">${ids.map(id => html`<${Instrument} key=${id} id=${id} state=${state} may=${may} expert=${expert} />`)}</div>
    <aside><${Interlocks} state=${state} expert=${expert} /></aside></main>`;
}
