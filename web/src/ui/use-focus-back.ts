import { useEffect } from 'react';

/** The way back to what a dialog was opened by, also where that was an entry of a menu, which is gone by then. */
export function useFocusBack(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const opener = openerOf(document.activeElement);
    return () => {
      setTimeout(() => {
        if (opener?.isConnected && isNowhere(document.activeElement)) opener.focus();
      });
    };
  }, [isOpen]);
}

function openerOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role=menu]');
  const found = menu ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : element;
  return found instanceof HTMLElement ? found : null;
}

function isNowhere(element: Element | null): boolean {
  return element === null || element === document.body || !element.isConnected;
}
