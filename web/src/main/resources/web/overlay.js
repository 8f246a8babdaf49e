// The course of one run over those of earlier ones: hours since the start, not the time of day.
import {html} from './html.js';
import {useEffect, useRef, useState} from 'preact/hooks';
import * as api from './api.js';
import {Chart} from './chart.js';
import {channelName, duration, quantityText} from './format.js';
import {useColours, useWidth} from './plot.js';
import {isActive} from './runs.js';
import {conditionWords} from './steps.js';

const MOST_EARLIER = 6;
const AGAIN_MS = 60000; // the course of a run has a point a minute
const LEAST_ZOOM_MS = 60000;
const LOG_SPAN = 30;

/** Runs of the same procedure on the same fridge, newest first. */
const earlierOf = (run, runs) => runs.filter(one => !isActive(one) && one.id !== run.id
    && one.procedure === run.procedure && one.fridge === run.fridge && one.started < run.started).slice(0, MOST_EARLIER);

/** The courses of runs by id; what ended is asked for once, what goes on again and again. */
function useCourses(run, earlier, connected) {
  const [courses, setCourses] = useState(new Map());
  const [error, setError] = useState(null);
  const ids = [run, ...earlier].map(one => `${one.id} ${one.state}`).join(',');
  useEffect(() => {
    if (!connected) return undefined;
    const abort = new AbortController();
    const load = async some => {
      try {
        const found = await Promise.all(some.map(one => api.run(one.id, abort.signal)));
        setCourses(before => new Map([...before, ...found.map(one => [one.run.id, one.course])]));
        setError(null);
      } catch (failure) {
        if (failure.name !== 'AbortError') setError(failure.message);
      }
    };
    load([run, ...earlier]);
    const timer = isActive(run) ? setInterval(() => load([run]), AGAIN_MS) : 0;
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [ids, connected]);
  return {courses, error};
}

/** A line of the chart: points as buckets, breaking where the course has a hole. */
function line(run, course, colour, width, name) {
  const {points} = course;
  const steps = points.slice(1).map((one, i) => one.second - points[i].second).sort((a, b) => a - b);
  const period = 1000 * (steps[Math.floor(steps.length / 2)] ?? 60);
  const buckets = points.map(({second, value}) => ({start: new Date(1000 * second).toISOString(), count: 1, min: value, max: value, mean: value}));
  return {id: run.id, name, colour, width, period, buckets, until: 1000 * (points[points.length - 1]?.second ?? 0)};
}

/** Whether a logarithmic scale suits: a wide span without zero. */
function wide(lines) {
  const values = lines.flatMap(one => one.buckets.map(bucket => bucket.mean));
  return values.length > 0 && values.every(one => one > 0) && Math.max(...values) / Math.min(...values) > LOG_SPAN;
}

export function Overlay({state, run}) {
  const box = useRef(null);
  const width = useWidth(box);
  const colours = useColours();
  const earlier = earlierOf(run, state.runs);
  const {courses, error} = useCourses(run, earlier, state.connected);
  const channels = [...new Set([run, ...earlier].flatMap(one => (courses.get(one.id) ?? []).map(course => course.channel)))];
  const [channelChosen, setChannel] = useState(null);
  const channel = channels.find(one => one === channelChosen) ?? channels[0] ?? null;
  const [hidden, setHidden] = useState(new Set());
  const [scale, setScale] = useState(null);
  const [views, setViews] = useState([]);
  const [cursor, setCursor] = useState(null);

  const colourOf = one => (one.id === run.id ? colours.strong : colours.lines[earlier.indexOf(one) % colours.lines.length]);
  const nameOf = one => (one.id === run.id ? (isActive(run) ? 'this run' : `run of ${state.clock.date(Date.parse(run.started))}`)
    : state.clock.date(Date.parse(one.started)));
  const courseOf = one => courses.get(one.id)?.find(course => course.channel === channel);
  const had = [...earlier].reverse().concat(run).filter(one => courseOf(one)?.points.length > 1);
  const all = had.map(one => line(one, courseOf(one), colourOf(one), one.id === run.id ? 2.4 : 1.4, nameOf(one)));
  const lines = all.filter(one => !hidden.has(one.id));
  const unit = had.length ? courseOf(had[0]).unit : '';
  const log = scale ?? wide(all);
  const end = Math.max(LEAST_ZOOM_MS, ...lines.map(one => one.until));
  const view = views[views.length - 1] ?? {from: 0, to: end};
  const points = Math.max(100, Math.min(1500, width - 90));
  const shown = {...view, points, key: `${channel} ${lines.map(one => `${one.id} ${one.buckets.length}`).join(' ')}`};
  const back = () => setViews(views.slice(0, -1));
  const zoom = (from, to) => to - from >= LEAST_ZOOM_MS && setViews([...views, {from: Math.max(0, from), to}]);
  const keys = event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const part = (view.to - view.from) / 4;
    const move = {'+': [part, -part], '=': [part, -part], '-': [-2 * part, 2 * part],
      ArrowLeft: [-part, -part], ArrowRight: [part, part]}[event.key];
    if (move) zoom(view.from + move[0], Math.min(view.to + move[1], end));
    else if (event.key === 'Escape') back();
    else return;
    event.preventDefault();
  };
  // the waits that this run passed stand on the axis as notices do
  const marks = run.passages.map(one => ({id: `${run.id} ${one.what}`, kind: 'procedure', severity: 'info',
    time: new Date(1000 * one.elapsed).toISOString(), title: conditionWords(one.what)}));
  const since = {seconds: at => duration(at / 1000)};
  const toggle = id => setHidden(new Set(hidden.has(id) ? [...hidden].filter(one => one !== id) : [...hidden, id]));

  return html`<section class="panel overlay" data-run=${run.id} data-lines=${lines.map(one => one.id).join(' ')} data-scale=${log ? 'log' : 'linear'}>
    <div class="plot-head"><h2>${channel ? channelName(channel) : 'Course'} <small>of ${run.title}, hours since its start${earlier.length > 0 && ', over earlier runs'} · ${log ? 'log' : 'linear'} scale</small></h2>
    <div class="controls">${views.length > 0 && html`<button type="button" onClick=${back}>Back</button>`}
      ${channels.length > 1 && html`<select aria-label="Channel" value=${channel} onChange=${event => setChannel(event.target.value)}>
        ${channels.map(one => html`<option key=${one} value=${one}>${channelName(one)}</option>`)}</select>`}
      <button type="button" aria-pressed=${log} onClick=${() => setScale(!log)}>log</button></div></div>
    <div class="chart" ref=${box} role="group" tabindex="0" onKeyDown=${keys}
        aria-label=${`Course of ${lines.map(one => one.name).join(', ') || 'nothing'}; plus and minus zoom, left and right move, escape goes back`}>
      ${width > 0 && lines.length > 0 && html`<${Chart} width=${width} shown=${shown} lines=${lines} unit=${unit} log=${log} elapsed
        colours=${colours} clock=${since} zone="UTC" now=${end} notices=${marks} onZoom=${zoom} onBack=${back} onCursor=${setCursor} />`}
      ${(error || !lines.length) && html`<p class="over">${error ?? 'no course yet: it has a point a minute'}</p>`}</div>
    <div class="legend">${[run, ...earlier].filter(one => had.includes(one)).map(one => {
      const value = cursor?.values[one.id];
      return html`<button type="button" key=${one.id} aria-pressed=${!hidden.has(one.id)} onClick=${() => toggle(one.id)} title=${`${one.title}, ${one.state}`}>
        <svg viewBox="0 0 14 4" aria-hidden="true"><rect width="14" height="4" rx="1" fill=${hidden.has(one.id) ? 'none' : colourOf(one)} stroke=${colourOf(one)} /></svg>
        ${nameOf(one)}${value !== undefined && value !== null && html` <span class="at">${quantityText(value, unit)}</span>`}</button>`;
    })}<span class="grow"></span><span class="hint">${cursor ? `after ${duration(cursor.at / 1000)}` : ''}</span></div>
  </section>`;
}
