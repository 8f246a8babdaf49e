// Asks the station over HTTP. A failure is an Error with the station's own sentence.

const ROOT = '/api/v1';
const PATIENCE_MS = 5000;

async function get(path, signal) {
  const answer = await fetch(ROOT + path, {signal, headers: {Accept: 'application/json'}});
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    throw new Error(body.error ?? `the station answered ${answer.status}`);
  }
  return answer.json();
}

// a station that goes down may leave a question without any answer: nobody waits for it for ever
const soon = () => AbortSignal.timeout(PATIENCE_MS);

export const status = () => get('/status', soon());
export const rules = () => get('/rules', soon());
export const notices = limit => get(`/notices?limit=${limit}`, soon());

/** Buckets of some channels: [{channel, unit, buckets}]; from and to in milliseconds. */
export async function trend(channels, from, to, points, signal) {
  const query = new URLSearchParams(channels.map(id => ['channel', id]));
  query.set('from', new Date(from).toISOString());
  query.set('to', new Date(to).toISOString());
  query.set('points', points);
  return (await get(`/readings?${query}`, signal)).series;
}
