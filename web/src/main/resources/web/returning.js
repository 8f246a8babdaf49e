// A form that one of several buttons opens in their place.
import {useLayoutEffect, useRef, useState} from 'preact/hooks';

/** Which button's form is open; when it closes, focus comes back to that button, or to the first. */
export function useReturn() {
  const [open, setOpen] = useState(null);
  const row = useRef(null);
  const last = useRef(null);
  const close = () => {
    last.current = open;
    setOpen(null);
  };
  useLayoutEffect(() => {
    if (open || !last.current) return;
    const same = row.current?.querySelector(`[data-act="${last.current}"]`);
    (same ?? row.current?.querySelector('button'))?.focus();
    last.current = null;
  }, [open]);
  return {open, setOpen, close, row};
}
