import { preferenceKeys } from './preference-keys';

export const themeStorageKey = 'warren-theme';

export const themes = ['light', 'dark', 'contrast', 'projector'] as const;

const script = `(function(){var e=document.documentElement,t='system';try{t=localStorage.getItem('${themeStorageKey}')||t}catch(_){}
e.dataset.theme=${JSON.stringify(themes)}.includes(t)?t:matchMedia('(prefers-contrast: more)').matches?'contrast':matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';
var p=${JSON.stringify(preferenceKeys)};for(var k in p){try{var v=localStorage.getItem(p[k]);if(v)e.dataset[k]=v}catch(_){}}})()`;

/** Sets theme, density and motion before the first paint. */
export function ThemeScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and it must run before anything is painted.
  return <script dangerouslySetInnerHTML={{ __html: script }} />;
}
