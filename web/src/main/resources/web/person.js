// Who sits at this page: the user who is logged in, and where several share one the name that
// somebody gave once.
import {html} from './html.js';
import {useState} from 'preact/hooks';

const KEY = 'stillwatch-name';

const remembered = () => {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return ''; // a browser that keeps nothing asks each time
  }
};

function remember(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // as above
  }
}

const user = state => (state.session?.login ? state.session.user : '');

/** The name that is known: given once, or of the user. */
const known = state => remembered() || user(state);

/** What a request says: nothing more than the login where that is enough. */
export const asked = name => (name ? {who: name} : {});

/** Whether this page may act: a wall display and a viewer may not. */
export const mayAct = (state, wall) => !wall && ['operator', 'expert'].includes(state.session?.role);

/** Asks for a name once; then says it, with a way to change it. */
export function useName(state) {
  const [name, setName] = useState(() => known(state));
  const [asking, setAsking] = useState(() => !known(state));
  const field = asking
      ? html`<label>Your name <input name="who" required maxlength="100" autocomplete="name" value=${name}
          onInput=${event => setName(event.target.value)} /></label>`
      : html`<p class="detail">as <strong>${name}</strong> · <button type="button" class="link" onClick=${() => setAsking(true)}>change</button></p>`;
  const done = () => {
    const said = name.trim();
    if (said && said !== user(state)) remember(said);
    return said === user(state) ? {} : asked(said);
  };
  return {field, done};
}

/** Who acts without being asked, as for parked notices. */
export const someone = state => (remembered() && remembered() !== user(state) ? {who: remembered()} : {});
