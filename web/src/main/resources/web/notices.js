// What people were told, and what became of it, in words.
import {html} from './html.js';
import {ordinal} from './format.js';
import {useState} from 'preact/hooks';
import * as api from './api.js';
import {Mark} from './mark.js';
import {mayAct, someone} from './person.js';

const MOST = 8;

/** Whom and how: the way alone when it is for no one in particular. */
const recipient = ({recipient: person, notifier}) => (person === notifier ? notifier : `${person} (${notifier})`);

/**
 * "told anna (slack) 16:37", "hook waits, 3rd try 16:43: 503", "held for anna (mail) until 07:00",
 * "hook parked: 404 no_service".
 */
export function deliveryWords(delivery, state) {
  const at = state.clock.near(Date.parse(delivery.at), state.now());
  const because = delivery.last ? `: ${delivery.last}` : '';
  const to = recipient(delivery);
  const repeat = delivery.unsure ? ', possible repeat' : '';
  switch (delivery.state) {
    case 'delivered': return `told ${to} ${at}${repeat}`;
    case 'parked': return `${to} parked${because}${repeat}`;
    case 'dismissed': return `${to} not told, dismissed ${at}${because}`;
    default:
      if (delivery.held) return `held for ${to} until ${at}`;
      return delivery.attempts
          ? `${to} waits, ${ordinal(delivery.attempts + 1)} try ${at}${because}${repeat}` : `${to} is being told${repeat}`;
  }
}

/** An edge of severity info is told, and is no alarm. */
const kindWord = notice => (notice.kind === 'alarm' && notice.severity === 'info' ? 'notice' : notice.kind);

function Notice({notice, state}) {
  const at = state.clock.near(Date.parse(notice.time), state.now());
  return html`<li data-notice=${notice.id} title=${notice.text}>
    <${Mark} severity=${notice.kind === 'cleared' ? 'info' : notice.severity} />
    <div><p class="title"><span>${notice.title}</span> <time>${at}</time></p>
    <p class="detail">${kindWord(notice)}${notice.late && ' · told late'}
      ${notice.deliveries.length === 0 && ' · shown here only'}</p>
    ${notice.deliveries.map(one => html`<p class=${`detail ${one.state}`}>${deliveryWords(one, state)}</p>`)}
    </div></li>`;
}

/** What services refused for good: try again once that is mended, or let it be. */
function Parked({state}) {
  const [error, setError] = useState(null);
  const settle = async act => {
    setError(null);
    try {
      await act(someone(state));
      state.again(); // what became of each notice is not told one by one
    } catch (failure) {
      setError(failure.message);
      if (failure.status === 401) state.again();
    }
  };
  return html`<p class="buttons"><button type="button" onClick=${() => settle(api.retryParked)}>Retry parked</button>
    <button type="button" onClick=${() => settle(api.dismissParked)}>Dismiss parked</button></p>
    ${error && html`<p class="wrong" role="alert">${error}</p>`}`;
}

export function Notices({state, wall}) {
  const {outbox} = state;
  const shown = state.notices.slice(0, MOST);
  const waits = outbox && [outbox.waiting && `${outbox.waiting} waiting`, outbox.parked && `${outbox.parked} parked`]
      .filter(Boolean).join(' · ');
  return html`<section class="panel notices"><h2>Notices <small>${waits}</small></h2>
    ${outbox?.parked > 0 && mayAct(state, wall) && html`<${Parked} state=${state} />`}
    <ul class="list">${shown.length
      ? shown.map(one => html`<${Notice} key=${one.id} notice=${one} state=${state} />`)
      : html`<li class="none">nothing told yet</li>`}</ul></section>`;
}
