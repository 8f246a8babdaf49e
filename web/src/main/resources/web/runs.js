// The runs of procedures that are active: where each has got to, what holds it, and what people do about it.
import {html} from './html.js';
import * as api from './api.js';
import {Form} from './acting.js';
import {duration, quantityText} from './format.js';
import {Mark} from './mark.js';
import {mayAct} from './person.js';
import {useReturn} from './returning.js';
import {shownSteps, stepWords} from './steps.js';

const SIGN = {passed: '✓', left: '–', now: '▸', next: ''};
const SAID = {passed: 'passed', left: 'left out', now: 'now', next: 'to come'};

export const isActive = run => run.ended === null;

/** What is wrong with a run, or that it waits for a person. */
const isWarning = run => ['lost', 'stalled', 'late'].includes(run.state);

const titles = state => Object.fromEntries(state.procedures.procedures.map(one => [one.name, one.title]));

/** The value of now, for the step that waits for a threshold. */
function valueNow(step, run, state) {
  const goal = run.goals.find(one => step.text === `wait ${one.channel} ${one.relation} ${one.threshold}`);
  const channel = goal && state.channels.get(goal.channel);
  if (!channel) return null;
  const known = channel.value !== null && !channel.stale && state.connected;
  return known ? `now ${quantityText(channel.value, channel.unit)}` : 'no value now';
}

function Step({step, run, state}) {
  const now = state.now();
  const right = step.state === 'now' ? valueNow(step, run, state) ?? `since ${state.clock.near(Date.parse(run.since), now)}`
    : step.at ? state.clock.near(Date.parse(step.at), now) : '';
  return html`<li class=${step.state} aria-current=${step.state === 'now' ? 'step' : undefined} title=${step.text}>
    <span class="sign" role="img" aria-label=${SAID[step.state]}>${SIGN[step.state]}</span>
    <span class="what">${stepWords(step, titles(state))}</span><span class="when">${right}</span></li>`;
}

const ACTIONS = {
  pause: {word: 'Pause', means: () => 'It stays at its step, and its waiting times stand still.'},
  resume: {word: 'Resume', means: () => 'It goes on where it was.'},
  skip: {word: 'Skip step', means: run => `It goes on as if '${stepWords({kind: run.doing.split(' ')[0], text: run.doing})}' were over.`},
  stop: {word: 'Stop', means: run => `${run.title} ends here: it tells nothing more and takes no more snapshots.`},
};

function Change({run, action, state, onDone}) {
  const {word, means} = ACTIONS[action];
  const send = async (data, who) => state.setRun(await api.changeRun(run.id, action, {...who, why: data.get('why')}));
  return html`<${Form} state=${state} label=${`${word} ${run.title}`} button=${word} send=${send} onDone=${onDone}>
    <p class="detail">${means(run)}</p>
    <label><span>Why <small>if you like</small></span> <input name="why" maxlength="1000" autocomplete="off" /></label><//>`;
}

/** Buttons, or the form that one of them opened; focus comes back to the button, or to its neighbour. */
function Actions({run, state}) {
  const {open, setOpen, close, row} = useReturn();
  if (open) return html`<${Change} key=${open} run=${run} action=${open} state=${state} onDone=${close} />`;
  const offered = run.paused === null ? ['pause', 'skip', 'stop'] : ['resume', 'stop'];
  return html`<p class="buttons" ref=${row}>${offered.map(action => html`<button type="button" key=${action} data-act=${action}
    aria-label=${`${ACTIONS[action].word} ${run.title}`} onClick=${() => setOpen(action)}>${ACTIONS[action].word}</button>`)}</p>`;
}

function Progress({steps}) {
  const done = steps.filter(one => one.state === 'passed' || one.state === 'left').length;
  return html`<div class="progress" aria-hidden="true"><div style=${`width: ${(100 * done) / Math.max(1, steps.length)}%`}></div></div>`;
}

export function RunPanel({run, state, wall}) {
  const now = state.now();
  const at = time => state.clock.near(Date.parse(time), now);
  const steps = shownSteps(run);
  const step = steps.findIndex(one => one.state === 'now') + 1;
  const on = state.procedures.fridges.length > 1 ? ` on ${run.fridge}` : '';
  return html`<section class="panel run" data-run=${run.id} data-state=${run.state}>
    <h2>${run.title}${on} <small>${step > 0 && `step ${step} of ${steps.length} · `}started ${at(run.started)}</small></h2>
    <${Progress} steps=${steps} />
    <p class="detail">${duration((now - Date.parse(run.started)) / 1000)} · by ${run.who}${run.comment && ` · ${run.comment}`}</p>
    ${run.goals.filter(one => one.expected).map(one => html`<p class="detail expected" key=${one.channel + one.threshold}>${one.expected.words}</p>`)}
    ${run.paused !== null && html`<p class="held" role="status"><strong>Paused</strong> ${`since ${at(run.paused)}: its waiting times stand still.`}</p>`}
    ${isWarning(run) && html`<ul class="list troubles" role="status">${run.problems.map(one => html`<li key=${one}><${Mark} severity="warning" />
      <div><p class="detail"><span class="warning">${one}</span></p></div></li>`)}</ul>`}
    <ol class="steps">${steps.map((one, i) => html`<${Step} key=${i} step=${one} run=${run} state=${state} />`)}</ol>
    ${mayAct(state, wall) && html`<${Actions} run=${run} state=${state} />`}
  </section>`;
}

/** All runs that are active, a panel each. */
export function Running({state, wall}) {
  return state.runs.filter(isActive).map(run => html`<${RunPanel} key=${run.id} run=${run} state=${state} wall=${wall} />`);
}
