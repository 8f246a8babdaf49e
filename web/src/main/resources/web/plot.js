// The plot of the last hours: choose a quantity and its channels, drag to zoom, double click to go
// back. Every zoom asks the station again, which keeps the least and greatest value of each pixel.
import {html} from './html.js';
import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import * as api from './api.js';
import {channelName, duration, fullName, quantityText, unitText} from './format.js';
import {Chart} from './chart.js';
import {PRESETS} from './stretch.js';

const MOST_CHOSEN = 5;
const MOST_OFFERED = 24;
const LEAST_ZOOM_MS = 2000;

const GROUPS = {
  K: 'Temperatures', degC: 'Temperatures (°C)', mbar: 'Pressures', Torr: 'Pressures (Torr)',
  'mmol/s': 'Flow', Ohm: 'Resistances', W: 'Power', V: 'Voltages', A: 'Currents', Hz: 'Speeds',
  '%': 'Per cent', '': 'Numbers',
};
const LOG = ['K', 'mbar', 'Torr', 'Pa', 'bar'];
const groupTitle = unit => GROUPS[unit] ?? `In ${unitText(unit)}`;

/** Units that can be plotted, the principal ones first. */
function units(state, cards) {
  const found = new Set([...cards, ...state.channels.values()]
      .filter(one => !one.states.length).map(one => one.unit));
  const order = Object.keys(GROUPS);
  const rank = unit => (order.includes(unit) ? order.indexOf(unit) : order.length);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

export function useWidth(ref) {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return width;
}

/** Fetches what the view shows, again and again while it follows the present. */
function useTrend(state, ids, view, points) {
  const [shown, setShown] = useState(null);
  const [error, setError] = useState(null);
  const key = `${ids.join(' ')} ${view.last ?? ''} ${view.from ?? ''} ${view.to ?? ''} ${points}`;
  useEffect(() => {
    if (!points || !(view.last || view.to) || !state.connected || !ids.length) {
      if (!ids.length) setShown(null);
      return undefined;
    }
    const abort = new AbortController();
    const load = async () => {
      const to = view.to ?? state.now();
      const from = view.from ?? to - view.last;
      try {
        const series = await api.trend(ids, from, to, points, abort.signal);
        setShown({from, to, points, series, key});
        setError(null);
      } catch (failure) {
        if (failure.name !== 'AbortError') setError(failure.message);
      }
    };
    load();
    const again = view.to ? 0 : Math.max(5000, view.last / points);
    const timer = again && setInterval(load, again);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [key, state.connected]);
  return {shown, error};
}

/** The colours of the page as it is now, light or dark. */
export function useColours() {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const change = () => setDark(query.matches);
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const of = name => style.getPropertyValue(name).trim();
    return {
      dark,
      lines: Array.from({length: 8}, (_, i) => of(`--line-${i + 1}`)),
      text: of('--soft'), strong: of('--text'), grid: of('--grid'), hatch: of('--hatch'), back: of('--hatch-back'),
      card: of('--card'), critical: of('--critical'), warning: of('--warning'),
    };
  }, [dark]);
}

export function Plot({state, cards, stretch, wall}) {
  const box = useRef(null);
  const width = useWidth(box);
  const all = units(state, cards);
  const [unitChosen, setUnit] = useState(null);
  const unit = unitChosen ?? all[0] ?? '';
  const offered = [...state.channels.values()].filter(one => !one.states.length && one.unit === unit);
  const first = cards.filter(one => one.unit === unit).map(one => one.id);
  const ordered = [...first, ...offered.map(one => one.id).filter(id => !first.includes(id))]
      .slice(0, MOST_OFFERED);
  const [chosenBy, setChosen] = useState({});
  const chosen = (chosenBy[unit] ?? ordered.slice(0, MOST_CHOSEN)).filter(id => ordered.includes(id));
  const [scaleBy, setScale] = useState({});
  const log = scaleBy[unit] ?? LOG.includes(unit);
  const [views, setViews] = useState([{auto: true}]);
  const latest = views[views.length - 1];
  const view = latest.auto ? {last: stretch} : latest;
  const [cursor, setCursor] = useState(null);
  const colours = useColours();
  const {shown, error} = useTrend(state, chosen, view, width ? Math.max(100, Math.min(1500, width - 90)) : 0);

  const zoom = (from, to) => {
    if (to - from >= LEAST_ZOOM_MS) setViews([...views, {from: Math.round(from), to: Math.round(to)}]);
  };
  const back = () => setViews(views.length > 1 ? views.slice(0, -1) : views);
  /** What the mouse does by dragging: zooms and moves ask for a stretch of time. */
  const keys = event => {
    if (!shown || wall || event.ctrlKey || event.altKey || event.metaKey) return;
    const [from, to] = view.to ? [view.from, view.to] : [shown.from, shown.to];
    const part = (to - from) / 4;
    const moves = {'+': [part, -part], '=': [part, -part], '-': [-2 * part, 2 * part],
      ArrowLeft: [-part, -part], ArrowRight: [part, part]};
    const move = moves[event.key];
    if (move) zoom(from + move[0], Math.min(to + move[1], state.now()));
    else if (event.key === 'Escape') back();
    else return;
    event.preventDefault();
  };
  const toggle = id => setChosen({...chosenBy,
    [unit]: chosen.includes(id) ? chosen.filter(one => one !== id) : [...chosen, id]});
  const colourOf = id => colours.lines[ordered.indexOf(id) % colours.lines.length];
  const several = new Set(ordered.map(id => id.split('/')[0])).size > 1;
  const lines = (shown?.series ?? []).filter(one => chosen.includes(one.channel)).map(one => ({
    id: one.channel, name: fullName(one.channel, several), colour: colourOf(one.channel), buckets: one.buckets,
    period: (state.channels.get(one.channel)?.period ?? 60) * 1000,
  }));
  const span = !view.to ? view.last ? `last ${PRESETS.find(([length]) => length === view.last)[1]}` : ''
    : `${state.clock.near(view.from, state.now())} to ${state.clock.near(view.to, state.now())} (${duration((view.to - view.from) / 1000)})`;
  const empty = shown && lines.every(one => one.buckets.length === 0);

  return html`<section class="panel plot" data-from=${shown?.from ?? ''} data-to=${shown?.to ?? ''}
      data-lines=${lines.map(one => one.id).join(' ')}>
    <div class="plot-head"><h2>${groupTitle(unit)} <small>${span} · ${log ? 'log' : 'linear'} scale · min and max kept at every zoom</small></h2>
    ${!wall && html`<div class="controls">
      ${views.length > 1 && html`<button type="button" onClick=${back}>Back</button>`}
      <select aria-label="Quantity" value=${unit} onChange=${event => setUnit(event.target.value)}>
        ${all.map(one => html`<option key=${one} value=${one}>${groupTitle(one)}</option>`)}</select>
      <span class="choice" role="group" aria-label="Time shown">${PRESETS.map(([last, label]) => html`<button type="button"
          key=${last} aria-pressed=${view.last === last} onClick=${() => setViews([{last}])}>${label}</button>`)}</span>
      <button type="button" aria-pressed=${log} onClick=${() => setScale({...scaleBy, [unit]: !log})}>log</button>
    </div>`}</div>
    <div class="chart" ref=${box} role="group" tabindex=${wall ? undefined : 0} onKeyDown=${keys}
        aria-label=${`Plot of ${lines.map(one => one.name).join(', ') || 'nothing'}, ${span}; plus and minus zoom, left and right move, escape goes back`}>
      ${shown && width > 0 && html`<${Chart} width=${width} wall=${wall} shown=${shown} lines=${lines} unit=${unit} log=${log}
          colours=${colours} clock=${state.clock} zone=${state.station.zone} now=${state.now()} notices=${state.notices}
          onZoom=${zoom} onBack=${back} onCursor=${setCursor} />`}
      ${(error || empty || !chosen.length) && html`<p class="over">${error ?? (chosen.length ? 'no reading in this time' : 'choose a channel below')}</p>`}
    </div>
    <div class="legend">${ordered.filter(id => !wall || chosen.includes(id)).map(id => {
      const value = cursor?.values[id];
      return html`<button type="button" key=${id} aria-pressed=${chosen.includes(id)} onClick=${() => toggle(id)} title=${id}>
        <svg viewBox="0 0 14 4" aria-hidden="true"><rect width="14" height="4" rx="1" fill=${chosen.includes(id) ? colourOf(id) : 'none'} stroke=${colourOf(id)} /></svg>
        ${channelName(id)}${several && html` <small>${id.split('/')[0]}</small>`}${value !== undefined && html` <span class="at">${value === null ? 'no value' : quantityText(value, unit)}</span>`}</button>`;
    })}<span class="grow"></span><span class="hint">${cursor ? state.clock.exact(cursor.at) : wall ? '' : 'drag or + − to zoom · double click or Esc to go back'}</span></div>
  </section>`;
}
