// The page: one overview, drawn again whenever the station tells something and once a second.
import {render} from 'preact';
import {useEffect, useReducer, useState} from 'preact/hooks';
import {html} from './html.js';
import {connect} from './live.js';
import {clock, plural} from './format.js';
import * as api from './api.js';
import {AlarmPill, Alarms} from './alarms.js';
import {WouldHaveFired} from './backtest.js';
import {Cards, principal} from './cards.js';
import {Control, hasControl, useControl} from './control.js';
import {forgetLeases, useHeartbeat} from './leases.js';
import {Others} from './others.js';
import {Notices} from './notices.js';
import {Instruments} from './instruments.js';
import {Login} from './login.js';
import {mayAct} from './person.js';
import {Plot} from './plot.js';
import {Procedures, hasProcedures} from './procedures.js';
import {Running} from './runs.js';
import {isOpen} from './states.js';
import {useStretch} from './stretch.js';
import {Who} from './who.js';

const wall = new URLSearchParams(location.search).has('wall');

/** The parts of the page; the first is shown where none is named. */
const PAGES = [
  {hash: '#overview', title: 'Overview', shows: Overview, offered: () => true},
  {hash: '#procedures', title: 'Procedures', shows: Procedures, offered: state => !wall && hasProcedures(state)},
  {hash: '#control', title: 'Control', shows: Control, offered: state => !wall && hasControl(state)},
];

function usePage() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const change = () => {
      setHash(location.hash);
      scrollTo(0, 0);
    };
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return PAGES.find(one => one.hash === hash) ?? PAGES[0];
}

function Overview({state}) {
  const cards = principal(state, wall);
  const stretch = useStretch(state, cards.map(one => one.id));
  const shown = new Set(cards.map(one => one.id));
  const rest = [...state.channels.values()].filter(one => !shown.has(one.id));
  return html`<main>
    <aside><${Alarms} state=${state} wall=${wall} /><${Running} state=${state} wall=${wall} /><${Notices} state=${state} wall=${wall} />
      <${Who} state=${state} /><${Instruments} state=${state} /></aside>
    <div class="main"><${Cards} state=${state} channels=${cards} stretch=${stretch} />
      <${Plot} state=${state} cards=${cards} stretch=${stretch} wall=${wall} />
      ${state.session?.backTest && mayAct(state, wall) && html`<${WouldHaveFired} state=${state} cards=${cards} />`}
      <${Others} state=${state} channels=${rest} /></div>
  </main>`;
}

function Banner({state}) {
  if (!state.connected && state.lostAt !== null) {
    const why = state.error ? ` (${state.error})` : '';
    return html`<p class="banner critical" role="alert"><strong>Connection to the station lost</strong>
      ${state.clock ? ` at ${state.clock.seconds(state.lostAt)}` : ''}${why}: nothing below is known to be true now.
      Trying again every 2 s.</p>`;
  }
  if (state.store && !state.store.ok) {
    return html`<p class="banner critical" role="alert"><strong>Readings are not being stored</strong>${`: ${state.store.reason}`}</p>`;
  }
  if (state.connected && !state.ready) {
    return html`<p class="banner" role="status">Catching up: some instruments have not had their first turn.</p>`;
  }
  return null;
}

function logOut(state) {
  forgetLeases();
  api.logout().finally(state.again);
}

function Header({state, page}) {
  return html`<header><h1>${state.station?.name ?? 'Stillwatch'}</h1>
    <nav aria-label="Pages">${PAGES.filter(one => one.offered(state)).map(one => html`<a key=${one.hash} href=${one.hash}
      aria-current=${one === page ? 'page' : undefined}>${one.title}</a>`)}</nav>
    <span class="grow"></span>
    <${AlarmPill} state=${state} />
    ${state.session?.login && state.session.user && html`<span class="user">${state.session.user}
      ${!wall && html` <button type="button" onClick=${() => logOut(state)}>Log out</button>`}</span>`}
    ${state.clock && html`<time class="now">${state.connected ? state.clock.full(state.now()) : 'not connected'}</time>`}
  </header>`;
}

function title(state) {
  const name = state.station?.name ?? 'Stillwatch';
  if (!state.connected && state.lostAt !== null) return `lost: ${name}`;
  const open = state.alarms.filter(isOpen).length;
  return open ? `${plural(open, 'alarm')}: ${name}` : name;
}

function Page() {
  const [, draw] = useReducer(n => n + 1, 0);
  const [state] = useState(() => connect(() => draw()));
  if (state.station && !state.clock) state.clock = clock(state.station.zone);
  useEffect(() => { document.title = title(state); });
  const asked = usePage();
  const page = asked.offered(state) ? asked : PAGES[0];
  const known = state.station !== null;
  useControl(state, asked.hash === '#control');
  useHeartbeat(state);
  const mustLogIn = state.mustLogIn();
  return html`<div class=${`page${state.connected || !known ? '' : ' lost'}`}>
    <${Header} state=${state} page=${page} /><${Banner} state=${state} />
    ${mustLogIn ? html`<${Login} onDone=${state.again} />` : known ? html`<${page.shows} state=${state} wall=${wall} />`
      : html`<p class="asking">Asking the station …</p>`}
  </div>`;
}

if (wall) document.documentElement.classList.add('wall');
render(html`<${Page} />`, document.getElementById('page'));
