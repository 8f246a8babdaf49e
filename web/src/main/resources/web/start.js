// The form that starts a procedure. What the station refuses is said at the field that it is about.
import {html} from './html.js';
import {useState} from 'preact/hooks';
import * as api from './api.js';
import {useSending} from './acting.js';
import {unitText} from './format.js';
import {Mark} from './mark.js';
import {useName} from './person.js';

const sentence = text => text.charAt(0).toUpperCase() + text.slice(1);

const problemsOf = error => (error ? (error.problems?.length ? error.problems : [error.message]) : []);

function Parameter({parameter, fridge, problem}) {
  const {name, ask, kind, unit} = parameter;
  const usual = parameter.usualOn.find(one => one.fridge === fridge)?.value ?? null;
  const id = `parameter-${name}`;
  return html`<div class="field"><label for=${id}><span>${sentence(ask)} <small>${name}</small></span></label>
    <div class="with-unit"><input id=${id} name=${`parameter ${name}`} autocomplete="off" inputmode=${kind === 'quantity' ? 'decimal' : 'text'}
      placeholder=${usual ?? ''} required=${usual === null} aria-invalid=${problem ? 'true' : undefined}
      aria-describedby=${problem ? `${id}-wrong` : undefined} />${unit && html`<span class="unit">${unitText(unit)}</span>`}</div>
    ${problem && html`<p class="wrong" id=${`${id}-wrong`} role="alert">${problem}</p>`}</div>`;
}

function Fields({procedure, fridge, state, onStarted}) {
  const {field, done} = useName(state);
  const send = async data => {
    const parameters = Object.fromEntries(procedure.parameters.map(({name}) => [name, data.get(`parameter ${name}`)]));
    const started = await api.startProcedure(procedure.name, {...done(), fridge, parameters, comment: data.get('comment')});
    state.setRun(started.run);
    onStarted(started);
  };
  const {busy, error, submit} = useSending(state, send, () => {});
  const problems = problemsOf(error);
  const about = name => problems.find(one => one.startsWith(`${name}: `));
  const other = problems.filter(one => !procedure.parameters.some(({name}) => about(name) === one));
  return html`<form class="acting" aria-label=${`Start ${procedure.title}`} onSubmit=${submit}>
    <p class="detail">${procedure.about}</p>
    ${procedure.parameters.map(one => html`<${Parameter} key=${one.name} parameter=${one} fridge=${fridge}
      problem=${about(one.name)?.slice(one.name.length + 2)} />`)}
    ${procedure.parameters.length > 0 && html`<p class="detail">An empty field takes the usual value, shown in grey.</p>`}
    <label><span>Comment <small>goes into the first message</small></span>
      <input name="comment" maxlength="1000" autocomplete="off" /></label>
    ${field}
    ${other.map(one => html`<p class="wrong" role="alert" key=${one}>${one}</p>`)}
    <p class="buttons"><button type="submit" class="main-button" disabled=${busy}>Start ${procedure.title}</button></p></form>`;
}

export function Start({state}) {
  const {procedures, fridges} = state.procedures;
  const [name, setName] = useState(null);
  const [fridgeChosen, setFridge] = useState(null);
  const [started, setStarted] = useState(null);
  const [turn, setTurn] = useState(0);
  if (!procedures.length) return null;
  const procedure = procedures.find(one => one.name === name) ?? procedures[0];
  const fridge = fridges.find(one => one === fridgeChosen) ?? fridges[0];
  const onStarted = answer => {
    setStarted(answer);
    setTurn(turn + 1);
  };
  return html`<section class="panel start"><h2>Start a procedure</h2>
    <div class="acting"><label>Procedure <select name="procedure" value=${procedure.name} onChange=${event => setName(event.target.value)}>
      ${procedures.map(one => html`<option key=${one.name} value=${one.name}>${one.title}</option>`)}</select></label>
    ${fridges.length > 1 && html`<label>On <select name="fridge" value=${fridge} onChange=${event => setFridge(event.target.value)}>
      ${fridges.map(one => html`<option key=${one} value=${one}>${one}</option>`)}</select></label>`}</div>
    <${Fields} key=${`${procedure.name} ${turn}`} procedure=${procedure} fridge=${fridge} state=${state} onStarted=${onStarted} />
    ${started && html`<div class="started" role="status"><p>${started.run.title} was started${started.warnings.length ? ', but' : '.'}</p>
      <ul class="list">${started.warnings.map(one => html`<li key=${one}><${Mark} severity="warning" />
        <div><p class="detail"><span class="warning">${one}</span></p></div></li>`)}</ul></div>`}
  </section>`;
}
