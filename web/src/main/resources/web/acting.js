// Doing something about an alarm: a button that opens a small form in its place.
import {html} from './html.js';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import * as api from './api.js';
import {useName} from './person.js';
import {useReturn} from './returning.js';

const LENGTHS = ['30m', '2h', '8h', '1d', '7d'];

/** Sends what a form asks for; while it does, nothing can be sent twice. */
export function useSending(state, send, onDone) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const submit = async event => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await send(form);
      onDone();
    } catch (failure) {
      setError(failure);
      if (failure.status === 401) state.again();
      setBusy(false);
    }
  };
  return {busy, error, submit};
}

/** Fields with a name of who acts, what is wrong, and two buttons; Escape cancels. */
export function Form({state, label, button, send, onDone, children}) {
  const form = useRef(null);
  const {field, done} = useName(state);
  const {busy, error, submit} = useSending(state, data => send(data, done()), onDone);
  useLayoutEffect(() => {
    const fields = [...form.current.querySelectorAll('input, select')];
    (fields.find(one => !one.value) ?? fields[0])?.focus();
  }, []);
  const keys = event => {
    if (event.key === 'Escape') onDone();
  };
  return html`<form class="acting" aria-label=${label} ref=${form} onSubmit=${submit} onKeyDown=${keys}>
    ${field}${children}
    ${error && html`<p class="wrong" role="alert">${error.message}</p>`}
    <p class="buttons"><button type="submit" class="main-button" disabled=${busy}>${button}</button>
      <button type="button" onClick=${onDone}>Cancel</button></p>
  </form>`;
}

function Acknowledge({alarm, state, onDone}) {
  const send = (data, who) => api.acknowledge(alarm.id, {...who, note: data.get('note')});
  return html`<${Form} state=${state} label=${`Acknowledge ${alarm.title}`} button="Acknowledge" send=${send} onDone=${onDone}>
    <label><span>Note <small>if you like</small></span> <input name="note" maxlength="1000" autocomplete="off" /></label><//>`;
}

function Shelve({alarm, state, onDone}) {
  const send = (data, who) => api.shelve(alarm.id, {...who, for: data.get('for'), why: data.get('why')});
  return html`<${Form} state=${state} label=${`Shelve ${alarm.title}`} button="Shelve" send=${send} onDone=${onDone}>
    <label>For how long <input name="for" required value="2h" list="shelf-lengths" size="6" autocomplete="off" />
      <datalist id="shelf-lengths">${LENGTHS.map(one => html`<option key=${one} value=${one} />`)}</datalist></label>
    <label>Why <input name="why" required maxlength="1000" autocomplete="off" /></label><//>`;
}

function Unshelve({id, title, state, onDone}) {
  const send = (data, who) => api.unshelve(id, who);
  return html`<${Form} state=${state} label=${`Unshelve ${title}`} button="Unshelve" send=${send} onDone=${onDone} />`;
}

/** The buttons of an alarm, or the form that one of them opened; focus comes back to the button. */
export function Actions({alarm, state}) {
  const {open, setOpen, close, row} = useReturn();
  if (open === 'ack') return html`<${Acknowledge} alarm=${alarm} state=${state} onDone=${close} />`;
  if (open === 'shelve') return html`<${Shelve} alarm=${alarm} state=${state} onDone=${close} />`;
  if (open === 'unshelve') return html`<${Unshelve} id=${alarm.id} title=${alarm.title} state=${state} onDone=${close} />`;
  const button = (act, word) => html`<button type="button" data-act=${act} aria-label=${`${word} ${alarm.title}`}
      onClick=${() => setOpen(act)}>${word}</button>`;
  return html`<p class="buttons" ref=${row}>
    ${alarm.acknowledged === null && button('ack', 'Acknowledge')}
    ${alarm.shelf !== null ? button('unshelve', 'Unshelve') : alarm.shelved === null && button('shelve', 'Shelve')}</p>`;
}

/** A shelf where there is no alarm now. */
export function ShelfActions({shelf, state}) {
  return html`<${Actions} state=${state}
      alarm=${{id: shelf.rule, title: shelf.rule, acknowledged: {}, shelf, shelved: shelf.until}} />`;
}
