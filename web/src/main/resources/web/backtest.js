// "Would have fired": a draft of rules, run over stored history before anybody is called by it.
import {html} from './html.js';
import {useState} from 'preact/hooks';
import * as api from './api.js';
import {DASH, duration, number, plural, quantityText} from './format.js';
import {Mark} from './mark.js';

const MOST_FIRINGS = 100;

/** A rule that would fire a little above the value of now, with a dead band of half that. */
function example(channel) {
  const value = channel?.value ?? null;
  const id = channel?.id ?? 'instrument/quantity';
  const limit = part => {
    const at = value === null ? 1 : value + part * (Math.abs(value) || 1);
    return `${Number(at.toPrecision(3))} ${channel?.unit ?? ''}`.trim();
  };
  return `rules:
  - name: draft
    channel: ${id}
    high: {above: ${limit(0.1)}, say: "${id} is high", severity: warning}
    low: {below: ${limit(0.05)}}
`;
}

function Band({band}) {
  if (!band) return DASH;
  const text = value => quantityText(value, band.unit, 2);
  return html`${text(band.now)}, noise ${text(band.noise)}
    ${band.now < band.suggested ? html`<br /><strong class="warning">better ${text(band.suggested)}</strong>` : ' · enough'}`;
}

function RuleRow({rule, report}) {
  const span = (Date.parse(report.to) - Date.parse(report.from)) / 1000;
  const share = span ? (100 * rule.inAlarm) / span : 0;
  return html`<tr data-rule=${rule.name}><th scope="row">${rule.name}${rule.channel && html`<br /><small>${rule.channel}</small>`}</th>
    ${rule.broken ? html`<td colspan="5" class="wrong">cannot be judged: ${rule.broken}</td>` : html`
    <td data-label="firings">${rule.firings.length}</td><td data-label="a day">${number(rule.flapsPerDay, 2)}</td>
    <td data-label="in alarm">${duration(rule.inAlarm)} <small>${number(share, 2)} %</small></td>
    <td data-label="at the same time as">${rule.overlaps.length
      ? rule.overlaps.map(one => html`<div key=${one.rule}>${one.rule} <small>${`${one.firings}×, ${duration(one.together)}`}</small></div>`)
      : 'none'}</td>
    <td data-label="dead band"><${Band} band=${rule.deadBand} /></td>`}</tr>`;
}

function Firings({rule, state}) {
  const unit = state.channels.get(rule.channel)?.unit ?? '';
  const rows = rule.firings.slice(0, MOST_FIRINGS);
  const exact = time => state.clock.exact(Date.parse(time));
  return html`<details open=${rule.firings.length <= 12}><summary>${plural(rule.firings.length, 'firing')} of ${rule.name}</summary>
    <table class="firings"><thead><tr><th scope="col">raised</th><th scope="col">lasted</th><th scope="col">value</th><th scope="col">told</th></tr></thead>
    <tbody>${rows.map(one => html`<tr key=${one.raised}><td>${exact(one.raised)}</td>
      <td>${one.cleared ? duration((Date.parse(one.cleared) - Date.parse(one.raised)) / 1000) : 'to the end'}</td>
      <td>${one.value === null ? DASH : quantityText(one.value, unit, 4)}</td>
      <td><${Mark} severity=${one.severity} /> ${one.title}</td></tr>`)}</tbody></table>
    ${rule.firings.length > rows.length && html`<p class="detail">and ${rule.firings.length - rows.length} more</p>`}</details>`;
}

function Report({report, state}) {
  const at = time => state.clock.exact(Date.parse(time));
  return html`<div class="report" aria-live="polite">
    <p class="detail">${`${at(report.from)} to ${at(report.to)} · ${number(report.readings, 12)} readings in ${number(report.took, 2)} s · nobody was told`}</p>
    <div class="scroll"><table class="rules"><thead><tr><th scope="col">rule</th><th scope="col">firings</th><th scope="col">a day</th>
      <th scope="col">in alarm</th><th scope="col">at the same time as</th><th scope="col">dead band</th></tr></thead>
      <tbody>${report.rules.map(one => html`<${RuleRow} key=${one.name} rule=${one} report=${report} />`)}</tbody></table></div>
    ${report.rules.filter(one => one.firings.length).map(one => html`<div class="scroll" key=${one.name}><${Firings} rule=${one} state=${state} /></div>`)}
  </div>`;
}

export function WouldHaveFired({state, cards}) {
  const numbers = cards.filter(one => !one.states.length);
  const [rules, setRules] = useState(null);
  const [from, setFrom] = useState('-7d');
  const [to, setTo] = useState('now');
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState({});
  const first = numbers.find(one => one.value !== null) ?? numbers[0];
  const draft = rules ?? example(first);
  const run = async event => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setAnswer({});
    try {
      setAnswer({report: await api.backTest({rules: draft, from, to})});
    } catch (failure) {
      setAnswer({problems: failure.problems?.length ? failure.problems : [failure.message]});
      if (failure.status === 401) state.again();
    }
    setBusy(false);
  };
  const {report, problems} = answer;
  return html`<details class="panel fired"><summary><h2>Would have fired <small>try a rule on stored history before it calls anybody</small></h2></summary>
    <form class="acting" aria-label="Would have fired" onSubmit=${run}>
      <label>Begin with <select onChange=${event => setRules(example(state.channels.get(event.target.value)))}>
        ${numbers.map(one => html`<option key=${one.id} value=${one.id} selected=${one === first}>${one.id}</option>`)}</select></label>
      <label>Rules, as in a station file <textarea name="rules" rows="7" spellcheck="false" required value=${draft}
        onInput=${event => setRules(event.target.value)}></textarea></label>
      <div class="range"><label>From <input name="from" required value=${from} onInput=${event => setFrom(event.target.value)} /></label>
        <label>To <input name="to" required value=${to} onInput=${event => setTo(event.target.value)} /></label>
        <span class="detail">such as -7d, 2026-11-13 08:00 or RFC 3339</span></div>
      <p class="buttons"><button type="submit" class="main-button" disabled=${busy}>${busy ? 'Reading history …' : 'Try'}</button></p>
    </form>
    ${problems && html`<ul class="problems" role="alert">${problems.map(one => html`<li class="wrong" key=${one}>${one}</li>`)}</ul>`}
    ${report && html`<${Report} report=${report} state=${state} />`}
  </details>`;
}
