import { preferenceKeys } from './preferences';

export const themeStorageKey = 'warren-theme';

const script = `(function(){var e=document.documentElement,t='system';try{t=localStorage.getItem('${themeStorageKey}')||t}catch(_){}
e.dataset.theme=t==='light'||t==='dark'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';
var p=${JSON.stringify(preferenceKeys)};for(var k in p){try{var v=localStorage.getItem(p[k]);if(v)e.dataset[k]=v}catch(_){}}})()`;

/** Sets theme, density and motion before the first paint. */
export function ThemeScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and it must run before anything is painted.
  return <script dangerouslySetInnerHTML={{ __html: script }} />;
}
