// A severity told by shape, colour and word: a red diamond, an amber triangle, a grey dot.
import {html} from './html.js';

const SHAPES = {
  critical: 'M7 0.6L13.4 7L7 13.4L0.6 7Z',
  warning: 'M7 1L13.4 12.6L0.6 12.6Z',
  info: 'M7 3a4 4 0 1 0 0.01 0Z',
};

/** Hollow: it is not there now, or is put aside. */
export function Mark({severity, hollow}) {
  return html`<svg class=${`mark ${severity}${hollow ? ' hollow' : ''}`} viewBox="0 0 14 14" role="img" aria-label=${severity}>
    <path d=${SHAPES[severity] ?? SHAPES.info} /></svg>`;
}
