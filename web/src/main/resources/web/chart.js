// Draws lines over time with uPlot: breaks where nothing was measured, hatched with the reason, and
// notices as ticks on the time axis.
import uPlot from 'uplot';
import {html} from './html.js';
import {useEffect, useMemo, useRef} from 'preact/hooks';
import {duration, quantityText} from './format.js';

const SILENT_PERIODS = 3;
const MOST_LABELS = 3;
const TICK_APART = 7; // px
const font = px => `${px}px system-ui, "DejaVu Sans", sans-serif`;
const fontSize = wall => (wall ? 15 : 11);

/** Buckets on one grid of time; undefined joins a line, null breaks it. */
export function onGrid({from, to, points}, lines, log, now) {
  const step = (to - from) / points;
  const xs = Array.from({length: points}, (_, i) => (from + (i + 0.5) * step) / 1000);
  const data = [xs];
  const gaps = [];
  for (const line of lines) {
    const columns = ['max', 'min', 'mean'].map(() => new Array(points).fill(undefined));
    const silence = SILENT_PERIODS * line.period + step;
    let last = -1;
    let reason = '';
    let absent = false; // told to be missing: breaks the line at once, silence only after a while
    const gap = (first, end, until) => {
      columns.forEach(column => column.fill(null, first, end));
      gaps.push({line, from: from + first * step, to: until, reason});
    };
    for (const bucket of line.buckets) {
      const at = Math.min(points - 1, Math.round((Date.parse(bucket.start) - from) / step));
      if (!bucket.count) {
        reason = bucket.reason ?? '';
        absent = true;
        continue;
      }
      const silent = (at - last) * step > silence;
      if (last >= 0 && at > last + 1 && (absent || silent)) gap(last + 1, at, from + at * step);
      ['max', 'min', 'mean'].forEach((key, i) => {
        columns[i][at] = log && bucket[key] <= 0 ? null : bucket[key];
      });
      last = at;
      reason = '';
      absent = false;
    }
    const end = Math.min(to, line.until ?? now); // a run that ended earlier leaves no gap
    const silentFor = end - (from + (last + 1) * step);
    if (silentFor > 0 && (absent || (last >= 0 && silentFor > silence))) gap(last + 1, points, end);
    data.push(...columns);
  }
  return {data, gaps};
}

/** Gaps that overlap become one, told together. */
function merged(gaps) {
  const sorted = [...gaps].sort((a, b) => a.from - b.from);
  const out = [];
  for (const gap of sorted) {
    const before = out[out.length - 1];
    if (before && gap.from < before.to) {
      before.to = Math.max(before.to, gap.to);
      before.lines.add(gap.line.name);
      if (before.reason !== gap.reason) before.reason = '';
    } else {
      out.push({from: gap.from, to: gap.to, lines: new Set([gap.line.name]), reason: gap.reason});
    }
  }
  return out;
}

function gapText(gap) {
  const names = [...gap.lines];
  const who = names.length === 1 ? names[0] : `${names.length} channels`;
  const what = gap.reason ? `: ${gap.reason},` : ' silent';
  return `${who}${what} ${duration((gap.to - gap.from) / 1000)}`;
}

/** Round numbers between two bounds, about so many. */
function linearSplits(min, max, about) {
  const raw = (max - min) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(one => one * power).find(one => one >= raw);
  const out = [];
  for (let i = Math.ceil(min / step); i * step <= max; i++) out.push(Number((i * step).toPrecision(12)));
  return out;
}

/** Decades; with few of them also 2 and 5; within a part of one, round numbers. */
function logSplits(min, max, about) {
  const decades = Math.log10(max / min);
  if (decades < 0.7) return linearSplits(min, max, about);
  const digits = decades < 3 ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / Math.max(2, about)));
  const out = [];
  for (let e = Math.floor(Math.log10(min)); e <= Math.log10(max); e++) {
    if (digits.length === 1 && e % every) continue;
    for (const digit of digits) {
      const value = Number(`${digit}e${e}`);
      if (value >= min && value <= max) out.push(value);
    }
  }
  return out;
}

function bounds(min, max, log) {
  if (min === null || max === null) return log ? [0.1, 10] : [0, 1];
  if (log) {
    const pad = Math.max(0.02, 0.05 * Math.log10(max / min));
    return [min / 10 ** pad, max * 10 ** pad];
  }
  const pad = max > min ? 0.06 * (max - min) : Math.abs(max) * 0.05 || 1;
  return [min - pad, max + pad];
}

function timeLabels(clock, splits, step) {
  let day = '';
  return splits.map(at => {
    const ms = at * 1000;
    const key = clock.dayKey(ms);
    const fresh = key !== day;
    day = key;
    if (step >= 86400) return clock.date(ms);
    const time = step < 60 ? clock.seconds(ms) : clock.time(ms);
    return fresh ? `${clock.weekday(ms)} ${time}` : time;
  });
}

/** Times since a beginning: 40 s, 30 min, 6 h, 120 h. */
const elapsedLabels = splits => splits.map(
    at => (at === 0 ? '0' : at % 60 ? `${Math.round(at)} s` : at % 3600 ? `${at / 60} min` : `${at / 3600} h`));

function elapsedSplits(min, max, about) {
  const unit = max - min < 300 ? 1 : max - min < 2 * 3600 ? 60 : 3600;
  return linearSplits(min / unit, max / unit, about).map(at => at * unit);
}

function hatch(colours) {
  const size = 8 * devicePixelRatio;
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const pen = tile.getContext('2d');
  pen.fillStyle = colours.back;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colours.hatch;
  pen.lineWidth = devicePixelRatio;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat');
}

/** Writes short texts along the bottom, in a row of the asked number; what finds no room or would cross a line is left out. */
function labels(pen, box, size, halo) {
  const rows = [[], []];
  const scale = devicePixelRatio;
  return (text, x, colour, row, lines = []) => {
    const taken = rows[row];
    const most = box.width < 500 * scale ? 20 : 34;
    const short = text.length > most ? `${text.slice(0, most - 1)}…` : text;
    const width = pen.measureText(short).width;
    const fits = place => place >= box.left && place + width <= box.left + box.width
        && !lines.some(line => line !== x && line > place - 3 * scale && line < place + width + 3 * scale)
        && !taken.some(([a, b]) => place <= b + 8 * scale && place + width >= a - 8 * scale);
    const left = [x + 6 * scale, x - 6 * scale - width].find(fits);
    if (taken.length >= MOST_LABELS || left === undefined) return;
    taken.push([left, left + width]);
    const y = box.top + box.height - (14 + (size + 4) * row) * scale;
    pen.save();
    pen.setLineDash([]);
    pen.lineWidth = 3 * scale;
    pen.lineJoin = 'round';
    pen.strokeStyle = halo;
    pen.strokeText(short, left, y);
    pen.fillStyle = colour;
    pen.fillText(short, left, y);
    pen.restore();
  };
}

const GRAVITY = ['critical', 'warning', 'info'];
const gravity = notice => (notice.kind === 'cleared' ? 'info' : notice.severity);

/** The notices within the plot, oldest first, those at nearly one place together. */
function ticks(u, {notices, shown}) {
  const inside = notices.map(notice => ({notice, at: Date.parse(notice.time)}))
      .filter(({notice, at}) => notice.kind !== 'test' && at >= shown.from && at <= shown.to)
      .sort((a, b) => a.at - b.at);
  const out = [];
  for (const {notice, at} of inside) {
    const x = u.valToPos(at / 1000, 'x');
    const before = out[out.length - 1];
    if (before && x - before.x < TICK_APART) before.members.push(notice);
    else out.push({x, at, members: [notice]});
  }
  for (const tick of out) {
    tick.gravest = [...tick.members].sort(
        (a, b) => GRAVITY.indexOf(gravity(a)) - GRAVITY.indexOf(gravity(b)))[0];
    tick.severity = gravity(tick.gravest);
  }
  return out;
}

/** Ticks above the time axis that tell their notices when pointed at. */
function placeTicks(u, all, clock) {
  u.over.querySelectorAll('.tick').forEach(one => one.remove());
  for (const {x, severity, members} of all) {
    const tick = document.createElement('i');
    tick.className = `tick ${severity}`;
    tick.style.left = `${x}px`;
    tick.title = members.map(one => `${clock.seconds(Date.parse(one.time))} ${one.title}`).join('\n');
    u.over.append(tick);
  }
}

function drawGaps(u, {gaps, colours}) {
  const pen = u.ctx;
  const {left, top, width, height} = u.bbox;
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  pen.fillStyle = hatch(colours);
  for (const gap of gaps) {
    const x = u.valToPos(gap.from / 1000, 'x', true);
    pen.fillRect(x, top, Math.max(devicePixelRatio, u.valToPos(gap.to / 1000, 'x', true) - x), height);
  }
  pen.restore();
}

function drawMarks(u, {gaps, notices, colours, shown, wall, clock}) {
  const pen = u.ctx;
  const {left, top, width, height} = u.bbox;
  pen.save();
  pen.font = font(fontSize(wall) * devicePixelRatio);
  pen.textAlign = 'left';
  pen.textBaseline = 'alphabetic';
  pen.lineWidth = devicePixelRatio;
  const write = labels(pen, u.bbox, fontSize(wall), colours.card);
  const all = ticks(u, {notices, shown});
  placeTicks(u, all, clock);
  const place = tick => u.valToPos(tick.at / 1000, 'x', true);
  pen.setLineDash([2 * devicePixelRatio, 5 * devicePixelRatio]);
  const grave = all.filter(one => one.severity !== 'info');
  for (const tick of grave) {
    pen.strokeStyle = colours[tick.severity];
    pen.beginPath();
    pen.moveTo(place(tick), top);
    pen.lineTo(place(tick), top + height);
    pen.stroke();
  }
  pen.setLineDash([]);
  // graver ones first, of these the newest, as far as there is room
  const ordered = [...all].sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) || b.at - a.at);
  for (const tick of ordered) {
    const more = tick.members.length > 1 ? ` +${tick.members.length - 1}` : '';
    write(tick.gravest.title + more, place(tick), tick.severity === 'info' ? colours.text : colours[tick.severity], 0, grave.map(place));
  }
  for (const gap of gaps) {
    const from = Math.max(left, u.valToPos(gap.from / 1000, 'x', true));
    const to = Math.min(left + width, u.valToPos(gap.to / 1000, 'x', true));
    if (to - from > 5 * devicePixelRatio) write(gapText(gap), to, colours.text, 1);
  }
  pen.restore();
}

function options(now, height, act) {
  const {width, lines, unit, log, colours, zone, wall, elapsed} = now();
  const series = [{}];
  const bands = [];
  lines.forEach((line, i) => {
    const band = {stroke: 'transparent', width: 0, points: {show: false}};
    const mean = {stroke: line.colour, width: line.width ?? 1.6, points: {show: false}};
    series.push({...band}, {...band}, mean);
    bands.push({series: [3 * i + 1, 3 * i + 2], fill: `${line.colour}40`});
  });
  const axis = {stroke: colours.text, font: font(fontSize(wall)), grid: {stroke: colours.grid, width: 1}, ticks: {show: false}};
  return {
    width, height, series, bands,
    padding: [8, 14, 0, 0],
    legend: {show: false},
    tzDate: at => uPlot.tzDate(new Date(at * 1e3), zone),
    scales: {
      x: {time: !elapsed, range: () => [now().shown.from / 1000, now().shown.to / 1000]},
      y: {distr: log ? 3 : 1, range: (u, min, max) => bounds(min, max, log)},
    },
    axes: [
      elapsed ? {...axis, size: 32, splits: (u, i, min, max) => elapsedSplits(min, max, Math.floor(u.bbox.width / devicePixelRatio / 60)),
        values: (u, splits) => elapsedLabels(splits)}
        : {...axis, space: wall ? 130 : 90, size: wall ? 40 : 32, values: (u, splits, i, space, step) => timeLabels(now().clock, splits, step)},
      {...axis, size: wall ? 92 : 72,
        splits: (u, i, min, max) => (log ? logSplits : linearSplits)(min, max, Math.floor(u.bbox.height / devicePixelRatio / (wall ? 50 : 34))),
        values: (u, splits) => splits.map(value => quantityText(value, unit))},
    ],
    cursor: {
      drag: {x: true, y: false, setScale: false},
      points: {show: false},
      bind: {dblclick: () => () => { act().onBack(); return null; }},
    },
    hooks: {
      drawAxes: [u => drawGaps(u, now())],
      draw: [u => drawMarks(u, now())],
      setSelect: [u => {
        if (u.select.width < 4) return;
        const [from, to] = [u.select.left, u.select.left + u.select.width].map(x => u.posToVal(x, 'x') * 1000);
        u.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
        act().onZoom(from, to);
      }],
      setCursor: [u => {
        const i = u.cursor.idx;
        if (i === null || i === undefined || u.cursor.left < 0) {
          act().onCursor(null);
          return;
        }
        const values = Object.fromEntries(now().lines.map(
            (line, k) => [line.id, nearest(u.data[3 * k + 3], i)]));
        act().onCursor({at: u.data[0][i] * 1000, values});
      }],
    },
  };
}

/** The value at a place of the grid, or the one before it that the line still joins. */
function nearest(column, i) {
  for (let k = i; k >= 0; k--) if (column[k] !== undefined) return column[k];
  return null;
}

export function Chart(props) {
  const host = useRef(null);
  const chart = useRef(null);
  const latest = useRef(null);
  const {shown, lines, log, width, unit, colours, wall, notices} = props; // elapsed: x counts from a beginning
  const names = lines.map(one => one.id).join(' ');
  const {data, gaps} = useMemo(() => {
    const grid = onGrid(shown, lines, log, props.now);
    return {data: grid.data, gaps: merged(grid.gaps)};
  }, [shown, names, log]);
  latest.current = {...props, gaps};
  const height = wall ? Math.max(300, Math.round(innerHeight * 0.34)) : width < 520 ? 260 : 340;
  const shape = [names, log, unit, colours.dark, wall, height].join('|');
  useEffect(() => {
    chart.current = new uPlot(
        options(() => latest.current, height, () => latest.current), data, host.current);
    return () => chart.current.destroy();
  }, [shape]);
  useEffect(() => { chart.current.setSize({width, height}); }, [width]);
  const drawn = `${shown.from} ${shown.to} ${shown.key} ${notices.map(one => one.id).join(' ')}`;
  useEffect(() => { chart.current.setData(data, true); }, [drawn]);
  return html`<div ref=${host}></div>`;
}
