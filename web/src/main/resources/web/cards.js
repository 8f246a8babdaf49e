// The channels that people look at first, one card each, and which those are.
import {html} from './html.js';
import {useEffect, useState} from 'preact/hooks';
import * as api from './api.js';
import {DASH, channelName, duration, quantity, quantityText} from './format.js';
import {Mark} from './mark.js';
import {isThere} from './states.js';

const MOST_CARDS = 15;
const MOST_ON_WALL = 12;
const LONGEST_SPARK_MS = 6 * 3600e3;
const SPARK_POINTS = 60;
const SPARK_AGAIN_MS = [5e3, 60e3]; // at the soonest, at the latest
const MACHINES = ['compressor', 'scroll', 'turbo'];
const PRESSURES = ['mbar', 'bar', 'Pa', 'Torr', 'psi'];

// cold to warm, as a cryostat is read
const STAGES = ['mxc', 'cold', 'still', 'magnet', '4k', '50k'];

/** Sorts of channels, in the order of the page; 9 is for the list of all others. */
function sort(channel) {
  if (channel.states.length) return 9;
  if (channel.unit.endsWith('K') && channel.id.endsWith('temperature')) return 1;
  if (channel.unit.endsWith('mol/s')) return 2;
  if (PRESSURES.includes(channel.unit) && !MACHINES.includes(channel.id.split('/')[1])) return 3;
  return 9;
}

function stage(id) {
  const at = STAGES.indexOf(id.split('/')[1]);
  return at < 0 ? STAGES.length : at;
}

/**
 * The channels that get a card: those with rules or alarms, then temperatures, flow, pressures; in
 * the order alarms first, then instrument by instrument.
 */
export function principal(state, wall) {
  const ruled = new Set([...state.rules, ...state.alarms].map(one => one.channel));
  const rank = one => (ruled.has(one.id) ? 0 : sort(one));
  const chosen = [...state.channels.values()].filter(one => rank(one) < 9);
  chosen.sort((a, b) => rank(a) - rank(b) || sort(a) - sort(b) || stage(a.id) - stage(b.id)
      || a.id.localeCompare(b.id, 'en', {numeric: true}));
  const most = Math.max(wall ? MOST_ON_WALL : MOST_CARDS, chosen.filter(one => rank(one) === 0).length);
  const instruments = state.instruments.map(one => one.id);
  const alarmed = one => (state.alarms.some(alarm => isThere(alarm) && alarm.channel === one.id) ? 0 : 1);
  const instrument = one => instruments.indexOf(one.id.split('/')[0]);
  return chosen.slice(0, most).sort((a, b) => alarmed(a) - alarmed(b) || instrument(a) - instrument(b));
}

/** Sparklines of some channels, fetched now and then: a map from id to buckets. */
function useSparks(ids, state, stretch) {
  const span = stretch && Math.min(stretch, LONGEST_SPARK_MS);
  const [sparks, setSparks] = useState(new Map());
  const key = [...ids].sort().join(' ');
  useEffect(() => {
    if (!span || !ids.length || !state.connected) return undefined;
    const abort = new AbortController();
    const load = () => {
      const to = state.now();
      api.trend(ids, to - span, to, SPARK_POINTS, abort.signal)
          .then(series => setSparks(new Map(series.map(
              one => [one.channel, {from: to - span, to, buckets: one.buckets}]))))
          .catch(() => {}); // told by the banner; the cards do without
    };
    load();
    const timer = setInterval(load, Math.min(SPARK_AGAIN_MS[1], Math.max(SPARK_AGAIN_MS[0], span / SPARK_POINTS)));
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [key, span, state.connected]);
  return sparks;
}

/** Whether the last part of the sparkline rose, fell or neither, against the noise within buckets. */
function trendWord(spark) {
  const had = spark?.buckets.filter(one => one.count) ?? [];
  if (had.length < 8) return null;
  const quarter = Math.max(2, Math.floor(had.length / 4));
  const mean = list => list.reduce((sum, one) => sum + one.mean, 0) / list.length;
  const last = mean(had.slice(-2));
  const before = mean(had.slice(-quarter - 2, -quarter));
  const recent = had.slice(-quarter - 2);
  const noise = recent.reduce((sum, one) => sum + one.max - one.min, 0) / recent.length;
  const change = last - before;
  if (Math.abs(change) <= Math.max(2 * noise, 0.008 * Math.abs(before))) return 'steady';
  return change > 0 ? 'rising' : 'falling';
}

function Spark({spark, period}) {
  const had = spark?.buckets.filter(one => one.count) ?? [];
  if (!had.length) return html`<svg class="spark" aria-hidden="true"></svg>`;
  const positive = had.every(one => one.min > 0);
  let low = Math.min(...had.map(one => one.min));
  let high = Math.max(...had.map(one => one.max));
  const log = positive && high / low > 30;
  const scale = value => (log ? Math.log(value) : value);
  // a steady value stays a calm line: the height is at least two percent of it
  const least = log ? 0.02 : 0.04 * Math.max(Math.abs(low), Math.abs(high)) || 1;
  [low, high] = [scale(low), scale(high)];
  if (high - low < least) {
    const middle = (high + low) / 2;
    [low, high] = [middle - least / 2, middle + least / 2];
  }
  const width = spark.to - spark.from;
  const x = at => ((at - spark.from) / width) * 100;
  const y = value => 22 - ((scale(value) - low) / (high - low)) * 20;
  const broken = Math.max(4 * (width / SPARK_POINTS), 3 * period * 1000);
  let path = '';
  let before = -Infinity;
  for (const one of had) {
    const at = (Date.parse(one.start) + Date.parse(one.end)) / 2;
    const place = `${x(at).toFixed(2)} ${y(one.mean).toFixed(2)}`;
    path += at - before > broken ? `M${place}h0` : `L${place}`; // h0 makes a dot of a lone point
    before = at;
  }
  return html`<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
    <path d=${path} vector-effect="non-scaling-stroke" /></svg>`;
}

/** What an alarm is about: the limit of its own rule, else its title without the channel. */
function alarmPhrase(alarm, channel, rules) {
  const rule = rules.find(one => one.name === alarm.rule && one.channel === channel.id);
  const limit = rule && rule[rule.position];
  if (!limit) return alarm.title.replace(`${channel.id} `, '');
  return `${rule.position === 'high' ? 'above' : 'below'} ${limit}`.replace('degC', '°C').replace('Ohm', 'Ω');
}

function foot(channel, state, alarm, spark) {
  const now = state.now();
  const age = channel.time === null ? null : (now - Date.parse(channel.time)) / 1000;
  if (channel.value === null) {
    const last = channel.lastMeasured;
    return [channel.reason, last && `last ${last.text.replace('degC', '°C')} `
        + `at ${state.clock.near(Date.parse(last.time), now)}`].filter(Boolean).join(' · ');
  }
  if (!state.connected) return `as of ${state.clock.near(Date.parse(channel.time), now)}`;
  if (channel.stale) return `stale ${duration(age)}`;
  if (alarm && alarm.severity !== 'info') {
    const since = duration((now - Date.parse(alarm.since)) / 1000);
    return `${alarmPhrase(alarm, channel, state.rules)} for ${since}`;
  }
  return [channel.quality === 'suspect' && 'suspect', trendWord(spark), `${duration(age)} ago`]
      .filter(Boolean).join(' · ');
}

/** How wide a value is with its unit, in em of the value: digits are wide, units small. */
const valueWidth = ({text, unit}) => (0.7 * text.length + (unit ? 0.35 + 0.35 * unit.length : 0)).toFixed(2);

function Card({channel, state, spark, several}) {
  const alarm = state.alarms.find(one => isThere(one) && one.channel === channel.id);
  const missing = channel.value === null;
  const stale = channel.stale || !state.connected;
  const classes = ['card', stale && 'stale', missing && 'missing', alarm && `is-${alarm.severity}`]
      .filter(Boolean).join(' ');
  const shown = missing || channel.states.length
      ? {text: missing ? DASH : channel.text, unit: ''} : quantity(channel.value, channel.unit);
  return html`<article class=${classes} data-channel=${channel.id} title=${`${channel.id} (${channel.label}): ${channel.text}`}>
    <h3><span class="name">${channelName(channel.id)}</span>${alarm && html` <${Mark} severity=${alarm.severity} />`}</h3>
    ${several && html`<p class="of">${channel.id.split('/')[0]}</p>`}
    <p class="value" style=${`--width: ${valueWidth(shown)}`}><span key=${shown.text} class=${stale ? '' : 'fresh'}>${shown.text}</span>
      ${shown.unit && html` <small>${shown.unit}</small>`}</p>
    ${missing ? html`<div class="spark"></div>` : html`<${Spark} spark=${spark} period=${channel.period} />`}
    <p class="foot">${foot(channel, state, alarm, spark)}</p>
  </article>`;
}

export function Cards({state, channels, stretch}) {
  const sparks = useSparks(channels.map(one => one.id), state, stretch);
  const several = new Set(channels.map(one => one.id.split('/')[0])).size > 1;
  return html`<section class="cards" aria-label="Principal channels">
    ${channels.map(one => html`<${Card} key=${one.id} channel=${one} state=${state}
        spark=${sparks.get(one.id)} several=${several} />`)}
  </section>`;
}
