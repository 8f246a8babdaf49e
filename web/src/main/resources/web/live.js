// The state of the page, fed by the station's live feed. The station's clock rules: ages are
// counted from its times, and when the feed falls silent the page says so.
import * as api from './api.js';

const SILENCE_MS = 10000; // a tick comes every 2 s
const NOTICES = 40;

export function connect(onChange) {
  const state = {
    session: null, shelves: [], procedures: {fridges: [], procedures: []}, runs: [], station: null, channels: new Map(), alarms: [], notices: [], instruments: [], rules: [],
    settings: [], leases: [], interlocks: [], leasesLost: {},
    outbox: null, store: null, ready: true,
    connected: false, lostAt: null, error: null,
    now: stationNow,
    again: () => begin(),
    /** A run as an answer has it, which may come before or after the feed tells the same. */
    setRun(run) {
      state.runs = state.runs.some(one => one.id === run.id)
        ? state.runs.map(one => (one.id === run.id ? run : one)) : [run, ...state.runs];
      onChange();
    },
    /** What may be commanded, who has it and what interlocks say: the feed does not tell. */
    async loadControl() {
      try {
        const [settings, leases, interlocks] = await Promise.all([api.settings(), api.leases(), api.interlocks()]);
        Object.assign(state, {settings, leases, interlocks});
      } catch {
        return; // told by the banner
      }
      onChange();
    },
    /** Whether the station has users and nobody is logged in here. */
    mustLogIn: () => state.session !== null && state.session.login && state.session.user === null,
  };
  let offset = null; // station time minus monotonic time, ms
  let heardAt = performance.now();
  let source = null;
  let retry = 0;
  let turns = 0;

  function stationNow() {
    return performance.now() + (offset ?? Date.now() - performance.now());
  }

  function heard(now) {
    heardAt = performance.now();
    if (now) offset = Date.parse(now) - performance.now();
    state.connected = true;
    state.lostAt = null;
    state.error = null;
  }

  function lost() {
    if (state.lostAt === null) state.lostAt = stationNow();
    state.connected = false;
    onChange();
  }

  const on = (event, use) => source.addEventListener(event, message => {
    const data = JSON.parse(message.data);
    heard(data.now);
    use(data);
    onChange();
  });

  function setNotice(notice) {
    const others = state.notices.filter(one => one.id !== notice.id);
    state.notices = [notice, ...others]
        .sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0))
        .slice(0, NOTICES);
  }

  async function begin() {
    source?.close();
    source = null;
    clearTimeout(retry);
    const turn = ++turns;
    try {
      state.session = await api.session();
      if (state.mustLogIn()) {
        state.station = null;
        state.connected = false;
        state.lostAt = null;
        onChange();
        return;
      }
      const [status, notices, rules, shelves, procedures, runs] = await Promise.all(
          [api.status(), api.notices(NOTICES), api.rules(), api.shelves(), api.procedures(), api.runs()]);
      if (turn !== turns) return; // somebody asked afresh meanwhile
      // Java's Z is no zone to a browser
      state.station = {...status.station, zone: status.station.zone === 'Z' ? 'UTC' : status.station.zone};
      state.channels = new Map(status.channels.map(one => [one.id, one]));
      state.instruments = status.instruments;
      state.sinks = status.sinks;
      state.alarms = status.alarms;
      state.outbox = status.outbox;
      state.store = status.station.store;
      state.ready = status.station.ready;
      state.notices = notices;
      state.rules = rules;
      state.shelves = shelves;
      state.procedures = procedures;
      state.runs = runs;
      heard(status.station.now);
      listen();
      state.loadControl();
    } catch (error) {
      state.error = error.message;
      lost();
      again();
    }
    onChange();
  }

  function again() {
    clearTimeout(retry);
    retry = setTimeout(begin, 2000);
  }

  function listen() {
    source = new EventSource('/api/v1/live');
    on('scan', ({channels}) => channels.forEach(one => state.channels.set(one.id, one)));
    on('alarm', ({alarms}) => {
      state.alarms = alarms;
      // an edge also moves its rule, and cards name the rule's limit
      Promise.all([api.rules(), api.shelves()]).then(([rules, shelves]) => {
        Object.assign(state, {rules, shelves});
        onChange();
      }).catch(() => {}); // the alarm's own words do without
    });
    on('procedure', ({runs}) => {
      // of those that ended only the newest are told: the others stay as they were
      const told = new Set(runs.map(one => one.id));
      state.runs = [...runs, ...state.runs.filter(one => one.ended !== null && !told.has(one.id))];
    });
    on('instrument', ({instruments}) => { state.instruments = instruments; });
    on('notice', setNotice);
    on('tick', ({ready, outbox, store, sinks}) => Object.assign(state, {ready, outbox, store, sinks}));
    source.onerror = () => {
      source?.close();
      lost();
      again();
    };
  }

  setInterval(() => {
    if (state.connected && performance.now() - heardAt > SILENCE_MS) {
      source?.close();
      lost();
      again();
    }
    onChange();
  }, 1000);
  begin();
  return state;
}
