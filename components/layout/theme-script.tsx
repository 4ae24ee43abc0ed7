export const themeStorageKey = 'warren-theme';

const script = `(function(){var e=document.documentElement,t='system';try{t=localStorage.getItem('${themeStorageKey}')||t}catch(_){}
e.dataset.theme=t==='light'||t==='dark'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'})()`;

/** Sets the theme before the first paint. */
export function ThemeScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and it must run before anything is painted.
  return <script dangerouslySetInnerHTML={{ __html: script }} />;
}
