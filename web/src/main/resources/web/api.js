// Asks the station over HTTP. A failure is an Error with the station's own sentence.

const ROOT = '/api/v1';
const PATIENCE_MS = 5000;
const LONG_PATIENCE_MS = 180000;
const COMMAND_PATIENCE_MS = 30000; // longer than a supply takes to read back

async function ask(path, options) {
  const answer = await fetch(ROOT + path, {...options, headers: {Accept: 'application/json', ...options.headers}});
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    const error = new Error(body.error ?? `the station answered ${answer.status}`);
    throw Object.assign(error, {status: answer.status, problems: body.problems ?? []});
  }
  return answer.json();
}

// a station that goes down may leave a question without any answer: nobody waits for it for ever
const get = (path, signal = AbortSignal.timeout(PATIENCE_MS)) => ask(path, {signal});

const post = (path, body = {}, patience = PATIENCE_MS) => ask(path, {
  method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body),
  signal: AbortSignal.timeout(patience),
});

export const session = () => get('/session');
export const login = wish => post('/login', wish);
export const logout = () => post('/logout');

export const status = () => get('/status');
export const rules = () => get('/rules');
export const notices = limit => get(`/notices?limit=${limit}`);
export const shelves = () => get('/shelves');
export const who = () => get('/who');

const alarm = (id, action) => `/alarms/${encodeURIComponent(id)}/${action}`;
export const acknowledge = (id, wish) => post(alarm(id, 'ack'), wish);
export const shelve = (id, wish) => post(alarm(id, 'shelve'), wish);
export const unshelve = (id, wish) => post(alarm(id, 'unshelve'), wish);
export const retryParked = wish => post('/outbox/retry', wish);
export const dismissParked = wish => post('/outbox/dismiss', wish);
export const backTest = wish => post('/backtest', wish, LONG_PATIENCE_MS);

/** Buckets of some channels: [{channel, unit, buckets}]; from and to in milliseconds. */
export async function trend(channels, from, to, points, signal) {
  const query = new URLSearchParams(channels.map(id => ['channel', id]));
  query.set('from', new Date(from).toISOString());
  query.set('to', new Date(to).toISOString());
  query.set('points', points);
  return (await get(`/readings?${query}`, signal)).series;
}

export const procedures = () => get('/procedures');
export const runs = () => get('/runs');
export const run = (id, signal) => get(`/runs/${encodeURIComponent(id)}`, signal);
export const startProcedure = (name, wish) => post(`/procedures/${encodeURIComponent(name)}/runs`, wish);
export const changeRun = (id, action, wish) => post(`/runs/${encodeURIComponent(id)}/${action}`, wish);

/** A command that was sent and not answered may have been carried out: that is what must be said. */
async function command(path, wish, patience = COMMAND_PATIENCE_MS) {
  try {
    return await post(path, wish, patience);
  } catch (failure) {
    if (failure.status) throw failure;
    throw new Error(`the station did not answer (${failure.message}): whether it was done is not known; look at the values`);
  }
}

export const settings = () => get('/settings');
export const leases = () => get('/leases');
export const interlocks = () => get('/interlocks');
export const change = wish => command('/commands', wish);
export const changeAll = wish => command('/commands/batch', wish);
export const makeSafe = (instrument, wish) => command(`/instruments/${encodeURIComponent(instrument)}/safe`, wish);

/** An empty action takes it. */
const lease = (instrument, action) => `/leases/${encodeURIComponent(instrument)}${action && `/${action}`}`;
export const takeLease = (instrument, wish) => post(lease(instrument, ''), wish);
export const breakLease = (instrument, wish) => post(lease(instrument, 'break'), wish);
export const beatLease = (instrument, id) => post(lease(instrument, 'beat'), {id});
export const releaseLease = (instrument, id) => post(lease(instrument, 'release'), {id});

const interlock = (name, action) => `/interlocks/${encodeURIComponent(name)}/${action}`;
export const prove = (name, wish) => command(interlock(name, 'prove'), wish, LONG_PATIENCE_MS);
export const putAside = (name, wish) => post(interlock(name, 'aside'), wish);
export const letWork = (name, wish) => post(interlock(name, 'again'), wish);
