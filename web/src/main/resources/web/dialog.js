// A question that must be answered before anything else on the page; Escape is no.
import {html} from './html.js';
import {useLayoutEffect, useRef} from 'preact/hooks';

/** Focus goes to the first field that is empty, and comes back to where it was. */
export function Dialog({title, onClose, children}) {
  const box = useRef(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    const fields = [...box.current.querySelectorAll('input, select')];
    // read from its beginning, however long it is
    (fields.find(one => !one.value) ?? box.current.querySelector('[type=submit]'))?.focus({preventScroll: true});
    box.current.scrollTop = 0;
    // what opened it may be gone with what it asked
    return () => setTimeout(() => (before?.isConnected && !before.disabled ? before : document.querySelector('main h2'))?.focus());
  }, []);
  const cancel = event => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog ref=${box} aria-labelledby="dialog-title" onCancel=${cancel}><h2 id="dialog-title">${title}</h2>${children}</dialog>`;
}
