// What people were told, and what became of it, in words.
import {html} from './html.js';
import {ordinal} from './format.js';
import {Mark} from './alarms.js';

const MOST = 8;

/** "told hook 16:37", "hook waits, 3rd try 16:43: 503", "hook parked: 404 no_service". */
export function deliveryWords(delivery, state) {
  const at = state.clock.near(Date.parse(delivery.at), state.now());
  const because = delivery.last ? `: ${delivery.last}` : '';
  if (delivery.state === 'delivered') return `told ${delivery.notifier} ${at}`;
  if (delivery.state === 'parked') return `${delivery.notifier} parked${because}`;
  return delivery.attempts
      ? `${delivery.notifier} waits, ${ordinal(delivery.attempts + 1)} try ${at}${because}`
      : `${delivery.notifier} is being told`;
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

export function Notices({state}) {
  const {outbox} = state;
  const shown = state.notices.slice(0, MOST);
  const waits = outbox && [outbox.waiting && `${outbox.waiting} waiting`, outbox.parked && `${outbox.parked} parked`]
      .filter(Boolean).join(' · ');
  return html`<section class="panel notices"><h2>Notices <small>${waits}</small></h2>
    <ul class="list">${shown.length
      ? shown.map(one => html`<${Notice} key=${one.id} notice=${one} state=${state} />`)
      : html`<li class="none">nothing told yet</li>`}</ul></section>`;
}
