// All channels that have no card, in short lists by the thing that they belong to.
import {html} from './html.js';
import {DASH, duration, groupName, quantityText, shortName} from './format.js';

const LONG = 8;

function group(id) {
  const parts = id.split('/');
  return parts.length === 3 ? `${parts[0]}/${parts[1]}` : parts[0];
}

function Row({channel, state}) {
  const age = channel.time === null ? null : (state.now() - Date.parse(channel.time)) / 1000;
  const missing = channel.value === null;
  const stale = channel.stale || !state.connected;
  const value = missing ? DASH
      : channel.states.length ? channel.text : quantityText(channel.value, channel.unit, 4);
  const note = missing ? channel.reason
      : [channel.stale && 'stale', channel.quality === 'suspect' && 'suspect', age !== null && duration(age)]
          .filter(Boolean).join(' ');
  return html`<tr class=${[stale && 'stale', missing && 'missing'].filter(Boolean).join(' ')}
      data-channel=${channel.id} title=${`${channel.id} (${channel.label}): ${channel.text}`}>
    <th scope="row">${shortName(channel.id)}</th>
    <td class="value">${value}</td><td class="age">${note}</td></tr>`;
}

export function Others({state, channels}) {
  const groups = new Map();
  for (const one of channels) {
    const key = group(one.id);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  // long lists come last: they may run on in the next column
  const ordered = [...groups].sort(([, a], [, b]) => (a.length > LONG) - (b.length > LONG));
  const several = state.instruments.length > 1;
  const title = key => {
    const [instrument, thing] = key.split('/');
    return thing ? html`${groupName(thing)}${several && html` <small>${instrument}</small>`}` : groupName(instrument);
  };
  if (!channels.length) return null;
  return html`<section class="panel others"><h2>All other channels <small>value and age</small></h2>
    <div class="groups">${ordered.map(([key, members]) => html`<table key=${key} class=${members.length > LONG ? 'long' : ''}>
      <caption>${title(key)}</caption><tbody>
      ${members.sort((a, b) => a.id.localeCompare(b.id, 'en', {numeric: true}))
          .map(one => html`<${Row} key=${one.id} channel=${one} state=${state} />`)}
      </tbody></table>`)}</div>
  </section>`;
}
