// Who would be called for an alarm that is raised now.
import {html} from './html.js';
import {useEffect, useState} from 'preact/hooks';
import * as api from './api.js';
import {duration} from './format.js';
import {Mark} from './mark.js';

const AGAIN_MS = 60000; // turns and quiet hours change by the clock

function useWho(state) {
  const [who, setWho] = useState(null);
  useEffect(() => {
    if (!state.connected) return undefined;
    const load = () => api.who().then(setWho).catch(() => {}); // told by the banner
    load();
    const timer = setInterval(load, AGAIN_MS);
    return () => clearInterval(timer);
  }, [state.connected]);
  return who;
}

const person = call => (call.recipient === call.notifier ? call.notifier : `${call.recipient} by ${call.notifier}`);

function callWords(call, state) {
  const when = call.after ? `after ${duration(call.after)} without acknowledgement` : 'at once';
  const held = call.heldUntil && `held until ${state.clock.near(Date.parse(call.heldUntil), state.now())}`;
  return [`${person(call)} ${held || when}`, `route ${call.route}`].join(' · ');
}

export function Who({state}) {
  const who = useWho(state);
  if (!who) return null;
  return html`<section class="panel who"><h2>Who would be called <small>for an alarm now</small></h2>
    <ul class="list">${who.map(one => html`<li key=${one.severity} data-severity=${one.severity}>
      <${Mark} severity=${one.severity} hollow /><div><p class="title">${one.severity}</p>
      ${one.calls.length ? one.calls.map(call => html`<p class="detail" key=${callWords(call, state)}>${callWords(call, state)}</p>`)
        : html`<p class=${`detail${one.severity === 'info' ? '' : ' waiting'}`}>nobody: no route takes it</p>`}</div></li>`)}
    </ul></section>`;
}
