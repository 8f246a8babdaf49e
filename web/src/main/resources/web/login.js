// The door of a station that has users.
import {html} from './html.js';
import {useState} from 'preact/hooks';
import * as api from './api.js';

export function Login({onDone}) {
  const [byToken, setByToken] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const submit = async event => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await api.login(Object.fromEntries(form));
      onDone();
    } catch (failure) {
      setError(failure.message);
    }
    setBusy(false);
  };
  return html`<main class="door"><form class="panel acting" aria-label="Log in" onSubmit=${submit}>
    <h2>Log in</h2>
    ${byToken
      ? html`<label key="token">Token <input name="token" type="password" required autocomplete="off" /></label>`
      : html`<label key="name">Name <input name="name" required autocomplete="username" autofocus /></label>
        <label key="password">Password <input name="password" type="password" required autocomplete="current-password" /></label>`}
    ${error && html`<p class="wrong" role="alert">${error}</p>`}
    <p class="buttons"><button type="submit" class="main-button" disabled=${busy}>Log in</button>
      <button type="button" class="link" onClick=${() => setByToken(!byToken)}>${byToken ? 'with name and password' : 'with a token'}</button></p>
  </form></main>`;
}
