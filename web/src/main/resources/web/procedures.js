// Procedures: what runs, what may be started, how earlier runs went.
import {html} from './html.js';
import {useState} from 'preact/hooks';
import {duration} from './format.js';
import {Mark} from './mark.js';
import {Overlay} from './overlay.js';
import {mayAct} from './person.js';
import {isActive, Running} from './runs.js';
import {Start} from './start.js';
import {conditionWords} from './steps.js';

/** Whether the station has anything to do with procedures. */
export const hasProcedures = state => state.procedures.procedures.length > 0 || state.runs.length > 0;

const report = (run, kind) => `/api/v1/runs/${encodeURIComponent(run.id)}/report.${kind}`;

function Ended({run, state, chosen, onChoose}) {
  const at = time => state.clock.near(Date.parse(time), state.now());
  const passed = run.passages.map(one => `${conditionWords(one.what)} after ${duration(one.elapsed)}`);
  return html`<tr data-run=${run.id} data-state=${run.state}>
    <th scope="row"><button type="button" class="link" aria-pressed=${chosen} onClick=${onChoose}
      aria-label=${`Show the course of ${run.title} of ${at(run.started)}`}>${run.title}</button>
      ${run.comment && html`<br /><small>${run.comment}</small>`}</th>
    <td data-label="started">${at(run.started)}<br /><small>by ${run.who} on ${run.fridge}</small></td>
    <td data-label="took">${duration(run.elapsed)}</td>
    <td data-label="ended">${run.state === 'failed' && html`<${Mark} severity="warning" /> `}<strong class=${run.state === 'failed' ? 'warning' : ''}>${run.state}</strong>
      ${run.ended.why && html`<br /><small>${run.ended.why}</small>`}
      <br /><small>report: <a href=${report(run, 'html')}>HTML</a>, <a href=${report(run, 'pdf')}>PDF</a></small></td>
    <td data-label="passed">${passed.length ? passed.map(one => html`<div key=${one}>${one}</div>`) : 'nothing'}</td></tr>`;
}

function EndedRuns({state, chosen, onChoose}) {
  const ended = state.runs.filter(one => !isActive(one));
  return html`<section class="panel report ended"><h2>Earlier runs <small>${ended.length > 0 && 'choose one to see its course'}</small></h2>
    ${ended.length ? html`<div class="scroll"><table class="rules"><thead><tr><th scope="col">procedure</th><th scope="col">started</th>
      <th scope="col">took</th><th scope="col">ended</th><th scope="col">passed</th></tr></thead><tbody>
      ${ended.map(run => html`<${Ended} key=${run.id} run=${run} state=${state} chosen=${run.id === chosen} onChoose=${() => onChoose(run.id)} />`)}
    </tbody></table></div>` : html`<p class="detail">none yet</p>`}</section>`;
}

/** The page of procedures; newest first, so the first run with a course is the one that people ask about. */
export function Procedures({state, wall}) {
  const [chosenId, setChosen] = useState(null);
  const chosen = state.runs.find(one => one.id === chosenId) ?? state.runs[0];
  const active = state.runs.filter(isActive);
  const choose = id => {
    setChosen(id);
    document.querySelector('.overlay')?.scrollIntoView({block: 'nearest'});
  };
  return html`<main class="procedures"><aside>
      ${active.length ? html`<${Running} state=${state} wall=${wall} />`
        : html`<section class="panel run"><h2>Nothing runs now</h2></section>`}
      ${mayAct(state, wall) && html`<${Start} state=${state} />`}</aside>
    <div class="main">${chosen && html`<${Overlay} key=${chosen.id} state=${state} run=${chosen} />`}
      <${EndedRuns} state=${state} chosen=${chosen?.id} onChoose=${choose} /></div></main>`;
}
