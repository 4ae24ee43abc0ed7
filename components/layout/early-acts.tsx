'use client';

import { useEffect } from 'react';

interface EarlyActs {
  /** What was pressed last. */
  pressed: Element | null;
  /** Fields with a text or a file: a box is changed by a press. */
  readonly changed: Set<HTMLInputElement | HTMLTextAreaElement>;
  /** What listens. */
  readonly stop: () => void;
}

declare global {
  interface Window {
    warrenEarlyActs?: EarlyActs | undefined;
  }
}

/**
 * Links work without scripts; everything else that is pressed is kept, and so is what is typed or chosen. React hears
 * nothing of it while it takes over, so that nothing is done twice.
 */
const script = `(function(){
function keep(act){return function(event){
var target=event.target;
if(!(target instanceof Element)||event.type==='click'&&target.closest('a[href]'))return;
event.stopImmediatePropagation();
act(event,target)
}}
function press(event,target){event.preventDefault();acts.pressed=target}
function change(event,target){acts.changed.add(target)}
var kinds={click:keep(press),submit:keep(function(event){event.preventDefault()}),input:keep(change),change:keep(change)};
var acts=window.warrenEarlyActs={pressed:null,changed:new Set(),stop:function(){for(var kind in kinds)removeEventListener(kind,kinds[kind],true)}};
for(var kind in kinds)addEventListener(kind,kinds[kind],true)
})()`;

/** A page can be seen before its scripts have come. What somebody does with it by then is not lost. */
export function EarlyActsScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and it must run before anything can be pressed.
  return <script dangerouslySetInnerHTML={{ __html: script }} />;
}

/** Does what was done before the page could react. */
export function useEarlyActs(): void {
  useEffect(() => {
    const acts = window.warrenEarlyActs;
    if (acts === undefined) return;
    window.warrenEarlyActs = undefined;
    acts.stop();
    for (const field of acts.changed) tellChange(field);
    if (acts.pressed?.isConnected)
      acts.pressed.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  }, []);
}

/** React has taken over the value that it finds, and looks for a change of it when the event comes. */
function tellChange(field: HTMLInputElement | HTMLTextAreaElement): void {
  if (!field.isConnected) return;
  if (field.type === 'file') {
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return;
  }
  const { value } = field;
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  field.value = '';
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
