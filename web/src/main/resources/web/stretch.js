// How much of the past is worth showing: the shortest preset that covers the data there are.
import {useEffect, useState} from 'preact/hooks';
import * as api from './api.js';

const MINUTE = 60e3;
const HOUR = 60 * MINUTE;

/** What the plot offers: length in ms and its words. */
export const PRESETS = [[5 * MINUTE, '5 min'], [15 * MINUTE, '15 min'], [HOUR, '1 h'], [6 * HOUR, '6 h'],
  [40 * HOUR, '40 h'], [168 * HOUR, '7 d'], [720 * HOUR, '30 d']];

const LONGEST = 40 * HOUR; // that by itself; longer only when somebody asks for it
const ASKED = 5; // channels; they tell it for all
const COARSE = 400;
const FINE = 200;
const AGAIN_MS = 5000;

/** The shortest preset not shorter than so many ms, at most the longest of its own accord. */
export function preset(ms) {
  const fits = PRESETS.find(([length]) => length >= ms)?.[0] ?? LONGEST;
  return Math.min(fits, LONGEST);
}

async function begin(ids, from, to, points, signal) {
  const starts = (await api.trend(ids, from, to, points, signal))
      .flatMap(one => one.buckets.find(bucket => bucket.count)?.start ?? [])
      .map(start => Date.parse(start));
  return starts.length ? Math.max(from, Math.min(...starts)) : null;
}

/** The stretch to show by itself, ms, growing with the data; null until it is known. */
export function useStretch(state, ids) {
  const [since, setSince] = useState(undefined); // null: there are no data yet
  const asked = ids.slice(0, ASKED);
  const key = [...asked].sort().join(' ');
  useEffect(() => {
    if (!state.connected || !asked.length) return undefined;
    const abort = new AbortController();
    let timer = 0;
    const ask = async () => {
      try {
        const to = state.now();
        const coarse = await begin(asked, to - LONGEST, to, COARSE, abort.signal);
        const young = coarse !== null && to - coarse < 2 * HOUR;
        const found = young ? await begin(asked, coarse, to, FINE, abort.signal) ?? coarse : coarse;
        setSince(found);
        if (found === null) timer = setTimeout(ask, AGAIN_MS);
      } catch (failure) {
        if (failure.name !== 'AbortError') timer = setTimeout(ask, AGAIN_MS);
      }
    };
    ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, state.connected]);
  if (since === undefined) return null;
  return since === null ? PRESETS[0][0] : preset(state.now() - since);
}
