'use client';

import { useEffect } from 'react';

let isKeyboard = false;

/** Whether the last thing a person did was to press a key: `:focus-visible` matches text fields also after a click. */
export function lastInputWasKey(): boolean {
  return isKeyboard;
}

/** Keeps watch; mounted once, around everything. */
export function useLastInput(): void {
  useEffect(() => {
    const onKey = () => {
      isKeyboard = true;
    };
    const onPointer = () => {
      isKeyboard = false;
    };
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('pointerdown', onPointer, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('pointerdown', onPointer, { capture: true });
    };
  }, []);
}
