'use client';

import dynamic from 'next/dynamic';
import { cloneElement, type KeyboardEvent, type MouseEvent, type ReactElement, type ReactNode, useState } from 'react';
import type * as Parts from './menu-parts';

/** Menus, and what positions them, are loaded with the first of them that somebody comes near to. */
const load = () => import('./menu-parts');

export const MenuItem = dynamic(() => load().then((module) => module.MenuItem)) as typeof Parts.MenuItem;
export const MenuCheckItem = dynamic(() => load().then((module) => module.MenuCheckItem)) as typeof Parts.MenuCheckItem;
export const MenuRadioGroup = dynamic(() =>
  load().then((module) => module.MenuRadioGroup),
) as typeof Parts.MenuRadioGroup;
export const MenuSeparator = dynamic(() => load().then((module) => module.MenuSeparator)) as typeof Parts.MenuSeparator;
export const MenuLabel = dynamic(() => load().then((module) => module.MenuLabel)) as typeof Parts.MenuLabel;

export interface MenuProps {
  /** The button that opens the menu. */
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'end';
  readonly side?: 'top' | 'bottom' | 'right';
  readonly children: ReactNode;
}

/** A button and its menu. Until it is pressed for the first time there is the button alone. */
export function Menu(props: MenuProps) {
  // A lazy component would take the button away for the moment in which it is resolved.
  const [Root, setRoot] = useState<typeof Parts.MenuRoot | null>(null);
  if (Root !== null) return <Root {...props} />;
  const ask = () => void load().then((module) => setRoot(() => module.MenuRoot));
  return <MenuButton trigger={props.trigger} onAsk={ask} />;
}

function MenuButton({ trigger, onAsk }: { readonly trigger: ReactElement; readonly onAsk: () => void }) {
  const props: Readonly<Record<string, unknown>> = {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: load,
    onFocus: load,
    onClick: (event: MouseEvent) => {
      event.preventDefault();
      onAsk();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      onAsk();
    },
  };
  return cloneElement(trigger, props);
}
